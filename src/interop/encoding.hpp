// Bytes → characters: recognises UTF-8, GB18030 and UTF-16, and tells what other things look like.
#pragma once

#include <taizhang/result.hpp>

#include "src/interop/chars.hpp"

namespace taizhang::interop {

struct Decoded {
    std::u32string text;
    std::string encoding;  ///< "UTF-8", "GB18030", "UTF-16LE", "UTF-16BE"
};

/// An error says what the bytes look like (a Word document, a picture, damaged UTF-8) and what to do about it.
Result<Decoded> decode_document(std::string_view bytes);

}  // namespace taizhang::interop
