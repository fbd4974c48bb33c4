#include "src/views/resident_rows.hpp"

namespace taizhang {

namespace {

constexpr std::size_t overhead = 160;  ///< of the map's node, the shared text and the allocator, about

std::size_t cost(const std::string& key, const ResidentRows::Row& row) {
    return overhead + key.size() + row.json->size();
}

}  // namespace

Status ResidentRows::load(const RowReader& reader, const std::string& generation, Position at, std::size_t limit) {
    leave();
    present_ = true;
    TZ_CHECK(reader.visit(generation, {}, at, [&](std::string_view key, Position position, std::string_view json) {
        put(std::string(key), {position, std::make_shared<const std::string>(json)});
        if (bytes_ > limit) leave();
        return present_;
    }));
    return {};
}

void ResidentRows::apply(const ProjectionRun& run) {
    if (!present_) return;
    run.tell_changed([&](const std::string& key, Position position, const ProjectionRun::Text& json) {
        if (json)
            put(key, {position, json});
        else
            erase(key);
    });
}

void ResidentRows::leave() {
    rows_.clear();
    bytes_ = 0;
    present_ = false;
}

void ResidentRows::put(const std::string& key, Row row) {
    bytes_ += cost(key, row);
    auto [it, fresh] = rows_.try_emplace(key);
    if (!fresh) bytes_ -= cost(key, it->second);
    it->second = std::move(row);
}

void ResidentRows::erase(const std::string& key) {
    const auto found = rows_.find(key);
    if (found == rows_.end()) return;
    bytes_ -= cost(key, found->second);
    rows_.erase(found);
}

}  // namespace taizhang
