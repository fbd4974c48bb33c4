#include "src/rpc/view_text.hpp"

namespace taizhang::rpc {

std::string quoted(std::string_view text) {
    return boost::json::serialize(boost::json::string_view(text.data(), text.size()));
}

namespace {

template <class List, class Write>
std::string array_text(const List& list, Write write) {
    std::string text = "[";
    for (const auto& element : list) {
        if (text.size() > 1) text += ',';
        write(text, element);
    }
    return text += ']';
}

}  // namespace

std::string rows_text(const std::vector<ViewRow>& rows) {
    return array_text(rows, [](std::string& text, const ViewRow& row) {
        text.append(R"({"key":)").append(quoted(row.key));
        text.append(R"(,"position":)").append(std::to_string(row.position));
        text.append(R"(,"row":)").append(row.json).append("}");
    });
}

std::string keys_text(const std::vector<std::string>& keys) {
    return array_text(keys, [](std::string& text, const std::string& key) { text += quoted(key); });
}

std::string moment_text(std::optional<Position> position, std::optional<Time> time) {
    return R"("position":)" + (position ? std::to_string(*position) : "null") + R"(,"time":)" +
           (time ? quoted(time->to_string()) : "null");
}

}  // namespace taizhang::rpc
