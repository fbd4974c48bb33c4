// The parts of a Word document that are the same for every bulletin: styles, page, footers, relations. For
// docx_write.cpp. Pure.
#pragma once

#include <pugixml.hpp>

#include <string>
#include <vector>

#include "src/interop/zip_archive.hpp"

namespace taizhang::interop {

/// Lengths of GB/T 9704 in twentieths of a point: 1 mm is 56.7 of them.
namespace page {
inline constexpr int width = 11906, height = 16838;  // A4
inline constexpr int top = 2098, bottom = 1984, left = 1587, right = 1474;
inline constexpr int text_width = width - left - right;
}  // namespace page

/// Everything but word/document.xml.
std::vector<ZipPart> fixed_parts(const std::string& title);

/// Adds <name w:val="value"/>.
pugi::xml_node add_val(pugi::xml_node parent, const char* name, const char* value);
/// The root of a part of WordprocessingML.
pugi::xml_node add_root(pugi::xml_document& document, const char* name);

}  // namespace taizhang::interop
