#include <taizhang/reflect/json.hpp>

#include "src/interop/breakdown.hpp"

namespace taizhang::interop {

namespace {

/// The described members in order, absent ones as null: readers of the contract find every name.
template <class T>
boost::json::object whole(const T& value) {
    boost::json::object object;
    reflect::for_each_member<T>(
        [&](auto member) { object.emplace(member.name, reflect::to_json(value.*member.pointer)); });
    return object;
}

template <class T>
boost::json::array whole_each(const std::vector<T>& values) {
    boost::json::array array;
    array.reserve(values.size());
    for (const auto& value : values) array.emplace_back(whole(value));
    return array;
}

}  // namespace

boost::json::object to_contract_json(const Breakdown& breakdown) {
    boost::json::array items;
    for (const auto& item : breakdown.items) {
        boost::json::object object = whole(item);
        object["source"] = whole(item.source);
        items.emplace_back(std::move(object));
    }
    return {{"document", whole(breakdown.document)},
            {"chapters", whole_each(breakdown.chapters)},
            {"items", std::move(items)},
            {"doubts", whole_each(breakdown.doubts)}};
}

}  // namespace taizhang::interop
