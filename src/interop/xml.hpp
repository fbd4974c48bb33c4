// Parts of office files as trees. Elements and attributes are found by their local names, since writers choose the
// prefixes (x:row for row). Included by this folder's .cpp files only. Pure.
#pragma once

#include <taizhang/result.hpp>

#include <pugixml.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace taizhang::interop {

/// Refused before parsing: more than `max_marks` of '<' and '=', which is what a tree costs. No entity is expanded.
Status parse_xml(const std::string& content, const std::string& part, std::size_t max_marks,
                 pugi::xml_document& document);
/// With declaration, without line breaks between elements.
std::string xml_text(const pugi::xml_document& document);

std::string_view local_name(std::string_view name);
/// The first child with this local name; an empty node where there is none.
pugi::xml_node child(pugi::xml_node parent, std::string_view name);
const char* attribute(pugi::xml_node node, std::string_view name);
bool has_attribute(pugi::xml_node node, std::string_view name);
/// A whole number below 2^32, from digits alone; nothing for anything else.
std::optional<std::uint32_t> number_attribute(pugi::xml_node node, std::string_view name);
/// All characters directly within the element, also where comments part them.
std::string text_of(pugi::xml_node node);

/// Calls `f` for each child element with this local name.
template <class F>
void for_children(pugi::xml_node parent, std::string_view name, F&& f) {
    for (const auto node : parent.children()) {
        if (node.type() == pugi::node_element && local_name(node.name()) == name) f(node);
    }
}

}  // namespace taizhang::interop
