// What goes over the bus, and where the bus gets what somebody missed.
//
// The bus knows no records and no events: whoever wires the program together encodes them, so that this folder depends
// on the vocabulary alone.
#pragma once

#include <taizhang/ids.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace taizhang::bus {

/// Which of the two encodings a peer wants: CloudEvents for other systems, stored records for replicas.
enum class Kind { events, records };

/// One recorded event, encoded. A body may be absent: then that kind is not broadcast.
struct Message {
    std::string stream;
    Position position = 0;
    std::shared_ptr<const std::string> cloud_event;  ///< JSON
    std::shared_ptr<const std::string> record;       ///< as docs/formats/record.md has it

    const std::shared_ptr<const std::string>& body(Kind kind) const {
        return kind == Kind::events ? cloud_event : record;
    }
};

/// What a subscriber received. The views hold during the call that hands it over.
struct Delivery {
    std::string_view stream;
    std::uint64_t epoch = 0;
    Position position = 0;
    std::string_view bytes;
};

/// What a peer wants to know besides the history (docs/formats/bus.md, "Questions"). The views hold during the call.
struct Inquiry {
    std::string_view topic;
    std::string_view argument;
    std::string_view user;  ///< the client's public key, once it has proven to have the secret one; empty without keys
};

/// The history, for replay: the event log seen through the encoder. Called from the publisher's thread, one call at a
/// time; a message must be readable here before it is published.
class ReplaySource {
  public:
    virtual ~ReplaySource() = default;

    /// Messages from `from` on, in order and without gaps, at most `count`; fewer when a page would grow large (about
    /// 8 MiB), but at least one if there is one. Only the body of `kind` is needed.
    virtual Result<std::vector<Message>> read(Position from, std::size_t count, Kind kind) const = 0;

    /// The position of the next record.
    virtual Position end() const = 0;

    /// One frame of answer. ErrorCode::invalid for a topic that is not known here, forbidden for one that this user may
    /// not ask about; anything else may go better later.
    virtual Result<std::string> tell(const Inquiry& inquiry) const {
        return invalid("this publisher answers no questions about '" + std::string(inquiry.topic) + "'");
    }
};

}  // namespace taizhang::bus
