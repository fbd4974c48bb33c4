#include "src/server/lent_work.hpp"

#include <boost/asio/defer.hpp>
#include <boost/asio/post.hpp>

namespace taizhang {

thread_local LentWork::Reading* LentWork::Reading::current_ = nullptr;

void LentWork::soon() {
    auto* const here = Reading::current_;
    if (here && !here->holds_many_)
        here->wanted_ = this;
    else
        by_whoever_is_free();
}

void LentWork::by_whoever_is_free() {
    asio::post(io_, [this] { services_.work(); });
}

void LentWork::by_this_thread() {
    asio::defer(io_, [this] { services_.work(); });
}

void LentWork::Reading::next(bool holds_many) {
    if (auto* const wanted = std::exchange(wanted_, nullptr)) wanted->by_whoever_is_free();
    holds_many_ = holds_many;
}

LentWork::Reading::~Reading() {
    current_ = outer_;
    if (!wanted_) return;
    try {
        wanted_->by_this_thread();
    } catch (const std::exception&) {
        wanted_->services_.work();  // such as no memory for the handler: nobody else would come
    }
}

}  // namespace taizhang
