#include "src/log/restore_writer.hpp"

#include "src/log/record_codec.hpp"

namespace taizhang::backup {

namespace {

constexpr std::size_t append_records = 8'192;
constexpr std::size_t append_bytes = 8 << 20;

}  // namespace

Status RestoreWriter::write(FillGroup group) {
    TZ_CHECK(written());
    if (group.records.empty()) return {};
    writing_ = std::async(std::launch::async, [this, group = std::move(group)] { return put(group); });
    return {};
}

Status RestoreWriter::written() {
    return writing_.valid() ? writing_.get() : Status();
}

Status RestoreWriter::wait() {
    TZ_CHECK(written());
    return fillable_ ? fillable_->settle() : Status();
}

Status RestoreWriter::finish() {
    TZ_CHECK(written());
    return fillable_ ? fillable_->end_of_filling() : Status();
}

Status RestoreWriter::put(const FillGroup& group) {
    return fillable_ ? fillable_->fill(group) : append(group);
}

/// In parts that cut no command in two.
Status RestoreWriter::append(const FillGroup& group) {
    std::vector<Record> part;
    std::size_t bytes = 0;
    for (const auto& filled : group.records) {
        const bool full = part.size() >= append_records || bytes >= append_bytes;
        if (full && filled.command != part.back().header.command_id) {
            TZ_CHECK(log_.append(part));
            part.clear();
            bytes = 0;
        }
        TZ_TRY(auto record, decode_record(filled.bytes));
        part.push_back(std::move(record));
        bytes += filled.bytes.size();
    }
    return log_.append(part);
}

}  // namespace taizhang::backup
