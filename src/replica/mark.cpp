#include "src/replica/mark.hpp"

#include <taizhang/durable_file.hpp>
#include <taizhang/reflect/json.hpp>

namespace taizhang::replica {

namespace {

constexpr std::size_t max_mark_bytes = 64 << 10;

}  // namespace

Result<std::optional<Mark>> Mark::open(std::filesystem::path path) {
    const auto text = read_private_file(path, max_mark_bytes);
    if (!text && text.error().code == ErrorCode::not_found) return std::optional<Mark>();
    if (!text) return text.error();
    const auto wrong = [&](const Error& why) {
        return corrupt(path.string() + " is not what a replica remembers: " + why.message +
                       "; make the replica anew in another directory");
    };
    const auto json = reflect::parse_json(*text);
    if (!json) return wrong(json.error());
    auto content = reflect::from_json<MarkContent>(*json);
    if (!content) return wrong(content.error());
    return std::optional(Mark(std::move(path), std::move(*content)));
}

Result<Mark> Mark::make(std::filesystem::path path, std::string follows) {
    Mark mark(std::move(path), {});
    TZ_CHECK(mark.keep({.follows = std::move(follows), .held_from = {}, .held_until = {}, .refused = {}}));
    return mark;
}

Hold Mark::hold() const {
    if (!content_.held_from || !content_.held_until) return {};
    return {*content_.held_from, *content_.held_until};
}

Status Mark::hold(const Hold& hold) {
    auto next = content_;
    const bool none = hold.until == 0;
    next.held_from = none ? std::nullopt : std::optional(hold.from);
    next.held_until = none ? std::nullopt : std::optional(hold.until);
    return keep(std::move(next));
}

Status Mark::follow(const std::string& source) {
    if (source == content_.follows) return {};
    auto next = content_;
    next.follows = source;
    return keep(std::move(next));
}

Status Mark::refuse(Refusal refusal) {
    auto next = content_;
    next.refused = std::move(refusal);
    return keep(std::move(next));
}

Status Mark::forgive() {
    auto next = content_;
    next.refused.reset();
    return keep(std::move(next));
}

Status Mark::keep(MarkContent next) {
    TZ_CHECK(replace_file(path_, boost::json::serialize(reflect::to_json(next)) + "\n"));
    content_ = std::move(next);
    return {};
}

}  // namespace taizhang::replica
