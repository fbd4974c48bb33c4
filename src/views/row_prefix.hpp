// What all versions of one row begin with in the store: a file's filter tells whether it may have any of them.
//
//     options.prefix_extractor = std::make_shared<RowPrefix>();
//
// Any thread.
#pragma once

#include "src/views/layout.hpp"

#include <rocksdb/slice_transform.h>
#include <memory>

namespace taizhang {

class RowPrefix final : public rocksdb::SliceTransform {
  public:
    using Pointer = std::shared_ptr<const rocksdb::SliceTransform>;
    const char* Name() const override { return "taizhang.row"; }
    rocksdb::Slice Transform(const rocksdb::Slice& key) const override {
        return {key.data(), key.size() - layout::position_size};
    }
    bool InDomain(const rocksdb::Slice& key) const override { return key.size() > layout::position_size; }
};

}  // namespace taizhang
