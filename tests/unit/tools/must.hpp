// For tests that work on files of this checkout, and in which nothing may be refused.
#pragma once

#include <taizhang/result.hpp>

#include <fstream>
#include <stdexcept>
#include <string>

namespace taizhang::test {

template <class T>
T must(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().message);
    return std::move(*result);
}
inline void must(const Status& status) {
    if (!status) throw std::runtime_error(status.error().message);
}

/// A file of the checkout, named from its top.
inline std::string file_of_checkout(const std::string& path) {
    std::ifstream in(std::string(TAIZHANG_SOURCE_DIR) + "/" + path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace taizhang::test
