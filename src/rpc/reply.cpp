#include "src/rpc/reply.hpp"

#include "src/rpc/errors.hpp"
#include "src/rpc/scope.hpp"

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
        deliver({seen(id.empty() ? std::string() : error_text(id, wire)), {}, wire.code, {}, id});
    }
    void answer(std::string_view result, AfterSent after_sent, std::function<void()> undo) {
        if (paid.exchange(true)) return;
        auto text = seen(id.empty() ? std::string() : answer_text(id, result));
        deliver({std::move(text), std::move(after_sent), 0, std::move(undo), id});
    }

    std::string seen(std::string text) const {
        if (masks) rpc::mask_telephones(text, exact_members());
        return text;
    }

    const std::string id;
    const Deliver deliver;
    std::atomic<bool> masks{false};
    std::atomic<bool> paid{false};
};

Reply::Reply(std::string id, Deliver deliver) : debt_(std::make_shared<Debt>(std::move(id), std::move(deliver))) {}

void Reply::answer(std::string_view result, AfterSent after_sent, std::function<void()> undo) const {
    debt_->answer(result, std::move(after_sent), std::move(undo));
}

void Reply::fail(Error error) const {
    debt_->fail(to_wire(std::move(error)));
}

void Reply::mask_telephones(bool masks) const {
    debt_->masks = masks;
}

void Reply::refuse_method(std::string_view name, std::string_view nearest) const {
    debt_->fail({method_not_found,
                 "there is no method " + quote(name) + "; did you mean " + std::string(nearest) +
                     "? rpc.discover lists them all",
                 {{"nearest", nearest}}});
}

std::function<void()> Batch::take(std::size_t index, Finished& done, std::size_t limit) {
    constexpr std::size_t small_answer = 1 << 10;
    std::function<void()> undo;
    if (done.text.size() > small_answer && bytes + done.text.size() > limit) {
        const auto wire =
            to_wire(over_limit("this call was carried out, but the answers to its batch would take more than " +
                                   std::to_string(limit) + " bytes with its answer: ask again in a batch of its own",
                               std::int64_t(limit)));
        undo = std::move(done.undo);
        done = {error_text(done.id, wire), {}, wire.code};
    }
    bytes += done.text.size();
    answers[index] = std::move(done.text);
    if (done.after_sent) after_sent.push_back(std::move(done.after_sent));
    --open;
    return undo;
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
