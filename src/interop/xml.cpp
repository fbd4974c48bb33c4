#include "src/interop/xml.hpp"

#include <taizhang/text.hpp>

#include <algorithm>
#include <charconv>
#include <sstream>

namespace taizhang::interop {

namespace {

pugi::xml_attribute find_attribute(pugi::xml_node node, std::string_view name) {
    if (!node) return {};
    for (const auto attribute : node.attributes()) {
        if (local_name(attribute.name()) == name) return attribute;
    }
    return {};
}

}  // namespace

Status parse_xml(const std::string& content, const std::string& part, std::size_t max_marks,
                 pugi::xml_document& document) {
    const auto marks = std::ranges::count_if(content, [](char c) { return c == '<' || c == '='; });
    if (static_cast<std::size_t>(marks) > max_marks) {
        return Error{ErrorCode::over_limit, "the part " + quote(part) + " has more than " + std::to_string(max_marks) +
                                                " elements and attributes; split the file into smaller ones"}
            .with("limit", "marks");
    }
    const auto result =
        document.load_buffer(content.data(), content.size(), pugi::parse_default | pugi::parse_ws_pcdata);
    if (result) return {};
    return invalid("the part " + quote(part) + " is no well-formed XML: " + result.description() + " at byte " +
                   std::to_string(result.offset));
}

std::string xml_text(const pugi::xml_document& document) {
    std::ostringstream out;
    document.save(out, "", pugi::format_raw, pugi::encoding_utf8);
    return std::move(out).str();
}

std::string_view local_name(std::string_view name) {
    const auto colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child(pugi::xml_node parent, std::string_view name) {
    for (const auto node : parent.children()) {
        if (node.type() == pugi::node_element && local_name(node.name()) == name) return node;
    }
    return {};
}

const char* attribute(pugi::xml_node node, std::string_view name) {
    return find_attribute(node, name).value();
}

bool has_attribute(pugi::xml_node node, std::string_view name) {
    return !find_attribute(node, name).empty();
}

std::optional<std::uint32_t> number_attribute(pugi::xml_node node, std::string_view name) {
    const std::string_view text = attribute(node, name);
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::string text_of(pugi::xml_node node) {
    std::string text;
    for (const auto part : node.children()) {
        if (part.type() == pugi::node_pcdata || part.type() == pugi::node_cdata) text += part.value();
    }
    return text;
}

}  // namespace taizhang::interop
