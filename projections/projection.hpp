// A projection folds the log into the rows of one view. It is pure: the same events give the same bytes, whenever and
// however often it is run; it asks no clock and sees no disk.
//
//     class Units final : public Projection {
//         std::string_view name() const override { return "units"; }
//         std::uint32_t version() const override { return 1; }      // raise when rows would come out otherwise:
//         rebuilt void apply(const Fact& fact, Rows& rows) const override;
//     };
//
// Rows are described structs (reflect/concepts.hpp), kept as JSON text; see get_row / put_row.
#pragma once

#include "events/catalogue.hpp"

#include <taizhang/reflect/json.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace taizhang {

/// One event with everything that is known of it.
struct Fact {
    const EventHeader& header;
    const Event& event;
};

/// The rows of one view as they are before this fact; writes are seen by later reads of the same view at once.
class Rows {
  public:
    virtual ~Rows() = default;
    virtual std::optional<std::string> get(std::string_view key) const = 0;
    virtual void put(std::string_view key, std::string row) = 0;
    virtual void erase(std::string_view key) = 0;
    /// Every row whose key begins so, in the order of the keys.
    virtual void scan(std::string_view prefix,
                      const std::function<void(std::string_view key, std::string_view row)>& visit) const = 0;
};

class Projection {
  public:
    virtual ~Projection() = default;
    virtual std::string_view name() const = 0;  ///< the view's name in the protocol
    virtual std::uint32_t version() const = 0;
    /// JSON Schema of a row, for rpc.discover.
    virtual boost::json::object row_schema() const = 0;
    /// Throws std::exception only for an event it cannot digest: the projector then stops this projection alone, and
    /// says so.
    virtual void apply(const Fact& fact, Rows& rows) const = 0;
};

template <class Row>
std::optional<Row> get_row(const Rows& rows, std::string_view key) {
    const auto text = rows.get(key);
    if (!text) return std::nullopt;
    auto parsed = reflect::parse_json(*text);
    if (!parsed) throw std::runtime_error("row " + std::string(key) + ": " + parsed.error().message);
    auto row = reflect::from_json<Row>(*parsed);
    if (!row) throw std::runtime_error("row " + std::string(key) + ": " + row.error().message);
    return std::move(*row);
}

template <class Row>
void put_row(Rows& rows, std::string_view key, const Row& row) {
    rows.put(key, boost::json::serialize(reflect::to_json(row)));
}

/// All projections of this program, made once by the composition root.
std::vector<std::unique_ptr<Projection>> all_projections();

}  // namespace taizhang
