// The answer that a call is owed: given once, now or later, from any thread. Copies share the debt; if the last of them
// goes without having answered, the client is told that something went wrong rather than left waiting.
//
//     reply.answer(R"({"ok":true})");
//     reply.fail(not_found("no such subscription"));
#pragma once

#include <taizhang/result.hpp>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace taizhang::rpc {

/// Runs right after the frame with the answer was handed to the outlet, before any notification can be.
using AfterSent = std::function<void()>;

/// What a reply needs to get out.
struct Finished {
    std::string text;  ///< the whole answer; empty for a notification, which is owed none
    AfterSent after_sent;
    int code = 0;                  ///< of the error, or 0
    std::function<void()> undo{};  ///< runs instead of after_sent when the answer is too large for its batch
    std::string id{};              ///< as JSON text
};

/// The answers of one batch, which go out together, in the order of its calls. One lock, held by its owner.
struct Batch {
    std::vector<std::string> answers;
    std::vector<AfterSent> after_sent;
    std::size_t open = 0;  ///< not yet finished
    std::size_t bytes = 0;

    /// Keeps an answer that came; a large one that takes the batch beyond `limit` bytes becomes an error 6. Small ones
    /// are always kept: what they tell, such as a token or where an event stands, cannot be asked for again. Gives what
    /// is left to run once the lock is released: the replaced answer's undo.
    std::function<void()> take(std::size_t index, Finished& done, std::size_t limit);
    /// The frame, or empty when all were notifications.
    std::string frame() const;
};

class Reply {
  public:
    using Deliver = std::function<void(Finished)>;

    /// `id` is JSON text, empty for a notification.
    Reply(std::string id, Deliver deliver);

    /// `result` is JSON text. `undo` takes back what nobody would know of if the answer were too large for its batch.
    void answer(std::string_view result, AfterSent after_sent = {}, std::function<void()> undo = {}) const;
    void fail(Error error) const;
    /// From now on telephone numbers are masked in whatever is answered (masking.hpp), or are not.
    void mask_telephones(bool masks) const;
    /// There is no such method; `nearest` is the name most like it.
    void refuse_method(std::string_view name, std::string_view nearest) const;

  private:
    struct Debt;
    std::shared_ptr<Debt> debt_;
};

}  // namespace taizhang::rpc
