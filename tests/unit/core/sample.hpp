// A described struct with every kind of member that an event may have: what the reflection tests read and write.
//
//     Sample sample = full_sample();
#pragma once

#include <taizhang/decimal.hpp>
#include <taizhang/ids.hpp>
#include <taizhang/reflect/concepts.hpp>
#include <taizhang/time.hpp>

namespace taizhang::testing_sample {

enum class Lamp { green, yellow, red };
BOOST_DESCRIBE_ENUM(Lamp, green, yellow, red)

struct Node {
    std::string name;
    Date due;
    std::optional<Time> reached;
};
BOOST_DESCRIBE_STRUCT(Node, (), (name, due, reached))

struct Sample {
    ItemId item;
    std::string text;
    bool open = false;
    std::int32_t small = 0;
    std::uint64_t large = 0;
    Lamp lamp = Lamp::green;
    Decimal amount;
    Time at;
    std::optional<std::string> note;
    std::optional<Node> first;
    std::vector<Node> nodes;
    std::vector<std::string> words;
};
BOOST_DESCRIBE_STRUCT(Sample, (), (item, text, open, small, large, lamp, amount, at, note, first, nodes, words))

inline Sample full_sample() {
    return {
        .item = {"2014-009"},
        .text = "工业增加值增长 \"16%\" 以上\n",
        .open = true,
        .small = -5,
        .large = std::numeric_limits<std::uint64_t>::max(),
        .lamp = Lamp::yellow,
        .amount = *Decimal::parse("14.50"),
        .at = *Time::parse("2014-01-13T08:30:00.125+08:00"),
        .note = "",
        .first = Node{"开工", Date(2014, 3, 7), {}},
        .nodes = {{"签约", Date(2014, 2, 1), *Time::parse("2014-01-30T00:00:00Z")}, {"竣工", Date(2014, 12, 31), {}}},
        .words = {"", "a/b~c"}};
}

}  // namespace taizhang::testing_sample
