// Field-by-field difference of two described structs: what the audit trail shows as old → new.
#pragma once

#include <taizhang/reflect/json.hpp>

namespace taizhang::reflect {

/// One changed field. `field` is a dotted path such as "plan.owner"; a vector counts as one field. null = was not
/// there.
struct Change {
    std::string field;
    boost::json::value before;
    boost::json::value after;
};
BOOST_DESCRIBE_STRUCT(Change, (), (field, before, after))

namespace detail {
template <class T>
void diff(const T& before, const T& after, std::vector<Change>& out, const std::string& path) {
    if constexpr (DescribedStruct<T>) {
        for_each_member<T>([&](auto member) {
            diff(before.*member.pointer, after.*member.pointer, out,
                 path.empty() ? member.name : path + "." + member.name);
        });
    } else {
        auto a = to_json(before), b = to_json(after);
        if (a != b) out.push_back({path, std::move(a), std::move(b)});
    }
}
}  // namespace detail

template <DescribedStruct T>
std::vector<Change> diff(const T& before, const T& after) {
    std::vector<Change> changes;
    detail::diff(before, after, changes, {});
    return changes;
}

}  // namespace taizhang::reflect
