#include "src/rpc/reply.hpp"

#include "src/rpc/errors.hpp"

#include <taizhang/text.hpp>

#include <atomic>

namespace taizhang::rpc {

struct Reply::Debt {
    Debt(std::string id_text, Deliver to) : id(std::move(id_text)), deliver(std::move(to)) {}
    Debt(const Debt&) = delete;
    Debt& operator=(const Debt&) = delete;
    ~Debt() { fail({internal_error, "the server let this call go unanswered", {}}); }

    void fail(const WireError& wire) {
        if (paid.exchange(true)) return;
        deliver({id.empty() ? std::string() : error_text(id, wire), {}, wire.code});
    }
    void answer(std::string_view result, AfterSent after_sent) {
        if (paid.exchange(true)) return;
        deliver({id.empty() ? std::string() : answer_text(id, result), std::move(after_sent), 0});
    }

    const std::string id;
    const Deliver deliver;
    std::atomic<bool> paid{false};
};

Reply::Reply(std::string id, Deliver deliver) : debt_(std::make_shared<Debt>(std::move(id), std::move(deliver))) {}

void Reply::answer(std::string_view result, AfterSent after_sent) const {
    debt_->answer(result, std::move(after_sent));
}

void Reply::fail(Error error) const {
    debt_->fail(to_wire(std::move(error)));
}

void Reply::refuse_method(std::string_view name, std::string_view nearest) const {
    debt_->fail({method_not_found,
                 "there is no method " + quote(name) + "; did you mean " + std::string(nearest) +
                     "? rpc.discover lists them all",
                 {{"nearest", nearest}}});
}

std::string Batch::frame() const {
    std::string text;
    text.reserve(bytes + answers.size() + 2);
    for (const auto& answer : answers) {
        if (answer.empty()) continue;
        text += text.empty() ? '[' : ',';
        text += answer;
    }
    if (!text.empty()) text += ']';
    return text;
}

}  // namespace taizhang::rpc
