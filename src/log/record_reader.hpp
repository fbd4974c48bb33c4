// Decodes stored records one after the other into one record whose room is used again: what decode_verified()
// (record_codec.hpp) checks and refuses, without memory of its own for each.
//
//     RecordReader reader;
//     TZ_CHECK(reader.read(bytes, position, leaf));
//     use(reader.record());          // until the next read()
//
// One thread at a time.
#pragma once

#include <taizhang/record.hpp>

namespace taizhang {

class RecordReader {
  public:
    /// `leaf`: 32 bytes as they are stored. After a failure record() says nothing.
    Status read(std::string_view bytes, Position position, std::string_view leaf);
    const Record& record() const { return record_; }

  private:
    Record record_;
};

}  // namespace taizhang
