// Result<T>: a value or an Error that says what was expected, what came, where, and what to do.
//
//     Result<Decimal> parsed = Decimal::parse("1.5");
//     if (!parsed) return parsed.error();
//     use(*parsed);
//
// or, inside a function that returns a Result itself:
//
//     TZ_TRY(Decimal parsed, Decimal::parse(text));
//
// Exceptions are for start-up misconfiguration and library edges only (docs/architecture.md, "Errors").
#pragma once

#include <boost/json/object.hpp>
#include <boost/system/result.hpp>
#include <stdexcept>
#include <string>
#include <utility>

namespace taizhang {

/// What kind of failure it is; src/rpc/errors.hpp maps each to one JSON-RPC code of the contract.
enum class ErrorCode {
    invalid,        ///< the input itself is wrong; details.path tells where
    conflict,       ///< a stale version, or a command id used for another command; details.version, details.changes
    not_found,      ///< the stream, view, row or position does not exist
    refused,        ///< a rule says no; details.clause names it, such as "S7.3"
    not_logged_in,  ///< authenticate first
    forbidden,      ///< the account's roles do not allow it
    over_limit,     ///< larger than a named limit; details.limit
    busy,           ///< try again; details.retry_after_ms
    not_writable,   ///< the writer stopped after a failed write; restart after mending the disk
    gone,           ///< it existed and was removed
    corrupt,        ///< stored bytes are not what was written
    internal        ///< a fault of ours
};

struct Error {
    ErrorCode code = ErrorCode::internal;
    std::string message;
    boost::json::object details = {};

    /// The same error with one more detail, for chains such as `refused(...).with("clause", "S7.3")`.
    Error with(std::string_view key, boost::json::value value) && {
        details.insert_or_assign(key, std::move(value));
        return std::move(*this);
    }
};

/// Called by boost::system::result when value() is asked of an error; reached only through a fault of ours.
[[noreturn]] inline void throw_exception_from_error(const Error& error, const boost::source_location&) {
    throw std::logic_error("unhandled error: " + error.message);
}

template <class T>
class [[nodiscard]] Result : public boost::system::result<T, Error> {
  public:
    using boost::system::result<T, Error>::result;
};

using Status = Result<void>;

inline Error invalid(std::string message, std::string path = {}) {
    Error error{ErrorCode::invalid, std::move(message)};
    if (!path.empty()) error.details["path"] = path;
    return error;
}
/// A rule's refusal; `clause` is the mission clause it serves, such as "S1.1", or empty.
inline Error refused(std::string message, std::string_view clause = {}) {
    Error error{ErrorCode::refused, std::move(message)};
    if (!clause.empty()) error.details["clause"] = clause;
    return error;
}
inline Error not_found(std::string message) {
    return {ErrorCode::not_found, std::move(message)};
}
inline Error forbidden(std::string message) {
    return {ErrorCode::forbidden, std::move(message)};
}
inline Error corrupt(std::string message) {
    return {ErrorCode::corrupt, std::move(message)};
}

}  // namespace taizhang

#define TZ_CONCAT_(a, b) a##b
#define TZ_CONCAT(a, b) TZ_CONCAT_(a, b)
#define TZ_TRY_(result, declaration, expression)   \
    auto result = (expression);                    \
    if (!result) return std::move(result).error(); \
    declaration = std::move(result).value()
/// Binds the value of a Result, or returns its error from the enclosing function.
#define TZ_TRY(declaration, expression) TZ_TRY_(TZ_CONCAT(tz_result_, __LINE__), declaration, expression)
/// Returns the error of a Status, if there is one.
#define TZ_CHECK(expression) \
    if (auto tz_status = (expression); !tz_status) return std::move(tz_status).error()
