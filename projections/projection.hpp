// A projection folds the log into the rows of one view. It is pure: the same events give the same bytes, whenever and
// however often it is run; it asks no clock and sees no disk.
//
//     class Units final : public Projection {
//         std::string_view name() const override { return "units"; }
//         std::uint32_t version() const override { return 1; }      // raised when rows would come out otherwise
//         void apply(const Fact& fact, Rows& rows) const override;
//     };
//
// Rows are described structs (reflect/concepts.hpp), kept as JSON text; see get_row, put_row, change_row. A projection
// sees its own rows only: what it must remember besides (an item's ledger, a unit's name) it keeps in hidden rows.
// Where apply() throws, nothing of what it did to that fact is kept.
#pragma once

#include "events/catalogue.hpp"
#include "projections/row_text.hpp"

#include <taizhang/reflect/json.hpp>
#include <taizhang/reflect/json_arena.hpp>

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace taizhang {

/// One event with everything that is known of it.
struct Fact {
    const EventHeader& header;
    const Event& event;
};

/// Keys that begin so are the projection's own memory: never listed, without history, but counted in the digest.
inline constexpr char hidden_mark = '\x01';
inline bool hidden(std::string_view key) {
    return !key.empty() && key.front() == hidden_mark;
}
/// "\x01item/2014-009"
inline std::string hidden_key(std::string_view text) {
    return hidden_mark + std::string(text);
}

/// A row as its projection works with it, and how its text is made.
class TypedRow {
  public:
    explicit TypedRow(const void* type) : type_(type) {}
    virtual ~TypedRow() = default;
    virtual void write(RowBuffer& out) const = 0;
    /// Equal for equal types.
    const void* type() const { return type_; }

  private:
    const void* const type_;
};

template <class Row>
inline constexpr char row_type = 0;

template <class Row>
class TypedRowOf final : public TypedRow {
  public:
    explicit TypedRowOf(Row given) : TypedRow(&row_type<Row>), row(std::move(given)) {}
    void write(RowBuffer& out) const override { write_row(out, row); }
    Row row;
};

/// The rows of one view as they are before this fact; writes are seen by later reads of the same view at once. Keys are
/// not empty and hold no NUL byte.
class Rows {
  public:
    virtual ~Rows() = default;
    virtual std::optional<std::string> get(std::string_view key) const = 0;
    virtual void put(std::string_view key, std::string row) = 0;
    virtual void erase(std::string_view key) = 0;
    /// Every row whose key begins so, in the order of the keys.
    virtual void scan(std::string_view prefix,
                      const std::function<void(std::string_view key, std::string_view row)>& visit) const = 0;

    /// Its text is made when it is needed: many rows change several times before that.
    virtual void put(std::string_view key, std::unique_ptr<TypedRow> row);

    // Typed forms are only a cache: whoever keeps rows may know none and forget at any time.

    /// nullptr where there is none at hand.
    virtual const TypedRow* typed(std::string_view) const { return nullptr; }
    /// The same to be changed in place, which counts as a put.
    virtual TypedRow* change(std::string_view) { return nullptr; }
    /// What the row's text means, so that nobody parses it again.
    virtual void remember(std::string_view, std::unique_ptr<TypedRow>) const {}
};

class Projection {
  public:
    virtual ~Projection() = default;
    virtual std::string_view name() const = 0;  ///< the view's name in the protocol
    virtual std::uint32_t version() const = 0;
    /// JSON Schema of a row, for rpc.discover.
    virtual boost::json::object row_schema() const = 0;
    /// The row's fields that its key begins with, each followed by '/': a filter on them reads only those rows.
    virtual std::vector<std::string_view> key_fields() const { return {}; }
    /// Throws std::exception only for an event it cannot digest: the projector then stops this projection alone, and
    /// says so.
    virtual void apply(const Fact& fact, Rows& rows) const = 0;
};

template <class Row>
const Row* row_in(const TypedRow* typed) {
    return typed && typed->type() == &row_type<Row> ? &static_cast<const TypedRowOf<Row>*>(typed)->row : nullptr;
}

template <class Row>
Row parsed_row(std::string_view key, std::string_view text) {
    std::array<unsigned char, 16 << 10> room;
    boost::json::monotonic_resource memory(room.data(), room.size());
    auto parsed = reflect::parse_json(text, &memory);
    if (!parsed) throw std::runtime_error("row " + std::string(key) + ": " + parsed.error().message);
    auto row = reflect::from_json<Row>(*parsed);
    if (!row) throw std::runtime_error("row " + std::string(key) + ": " + row.error().message);
    return std::move(*row);
}

template <class Row>
std::optional<Row> get_row(const Rows& rows, std::string_view key) {
    if (const auto* known = row_in<Row>(rows.typed(key))) return *known;
    const auto text = rows.get(key);
    if (!text) return std::nullopt;
    auto row = parsed_row<Row>(key, *text);
    rows.remember(key, std::make_unique<TypedRowOf<Row>>(row));
    return row;
}

/// A row that must be there, because an earlier event of the same stream made it.
template <class Row>
Row need_row(const Rows& rows, std::string_view key) {
    auto row = get_row<Row>(rows, key);
    if (!row) throw std::runtime_error("row " + std::string(key) + " is needed and missing");
    return std::move(*row);
}

template <class Row>
void put_row(Rows& rows, std::string_view key, Row row) {
    rows.put(key, std::make_unique<TypedRowOf<Row>>(std::move(row)));
}

/// Calls look(row) where there is one; nothing is copied where it is at hand. False where there is none.
template <class Row, class Look>
bool look_at_row(const Rows& rows, std::string_view key, Look&& look) {
    if (const auto* known = row_in<Row>(rows.typed(key))) return look(*known), true;
    const auto row = get_row<Row>(rows, key);
    if (row) look(*row);
    return row.has_value();
}

/// Calls change(row) and puts what comes of it, in place where it can. False where there is none.
template <class Row, class Change>
bool change_row(Rows& rows, std::string_view key, Change&& change) {
    if (row_in<Row>(rows.typed(key))) return change(static_cast<TypedRowOf<Row>*>(rows.change(key))->row), true;
    auto row = get_row<Row>(rows, key);
    if (!row) return false;
    change(*row);
    put_row(rows, key, std::move(*row));
    return true;
}

/// The same for a row that must be there, but with a stream's first event, which makes it.
template <class Row, class Change>
void fold_row(Rows& rows, std::string_view key, bool first, Change&& change) {
    if (!first) {
        if (!change_row<Row>(rows, key, change))
            throw std::runtime_error("row " + std::string(key) + " is needed and missing");
        return;
    }
    Row row{};
    change(row);
    put_row(rows, key, std::move(row));
}

/// All projections of this program, made once by the composition root.
std::vector<std::unique_ptr<Projection>> all_projections();

}  // namespace taizhang
