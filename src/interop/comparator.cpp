#include <array>

#include "src/interop/breakdown.hpp"

namespace taizhang::interop {

namespace {
constexpr std::array<std::string_view, 6> signs{">=", ">", "<=", "<", "=", "~"};  // in Kind's order
}

Result<Comparator> Comparator::parse(std::string_view text) {
    for (std::size_t i = 0; i < signs.size(); ++i) {
        if (signs[i] == text) return Comparator(static_cast<Kind>(i));
    }
    return invalid("expected a comparator, one of >=, >, <=, <, = and ~, but got \"" + std::string(text.substr(0, 20)) +
                   "\"");
}

std::string Comparator::to_string() const {
    return std::string(signs[static_cast<std::size_t>(kind_)]);
}

boost::json::object Comparator::json_schema() {
    boost::json::array values;
    for (const auto sign : signs) values.emplace_back(boost::json::string_view(sign.data(), sign.size()));
    return {{"type", "string"}, {"enum", std::move(values)}};
}

}  // namespace taizhang::interop
