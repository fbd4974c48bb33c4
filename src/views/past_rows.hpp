// Rows of the past that were read lately: whoever reads on at a moment, the next page, another chart, another reader,
// finds them as quickly as those of the present, which are at hand too; and who reads a little before or after it finds
// most of them.
//
//     if (const auto kept = past.find(generation, position, "2014/")) for (const auto& row : kept->rows("2014/")) …
//     PastRows::Collecting collecting(past, {generation, position, "2014/"});
//     for (each row) collecting.add(row);                                   // ends by itself where it becomes too much
//     collecting.keep();
//
// Any thread. Bounded in bytes; what was used longest ago leaves first.
#pragma once

#include <taizhang/ids.hpp>

#include <list>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace taizhang {

class PastRows {
  public:
    explicit PastRows(std::size_t most_bytes) : most_bytes_(most_bytes) {}

    struct Row {
        std::string key;
        Position from = 0;                        ///< since which it is so
        std::shared_ptr<const std::string> json;  ///< shared by the moments at which it is the same
    };

    /// Which rows: those of one build of a view, as of a position, whose keys begin so.
    struct Which {
        std::string generation;
        Position position = 0;
        std::string prefix;
    };

    class Set {
      public:
        /// Those that begin so, in the order of their keys.
        std::span<const Row> rows(std::string_view prefix) const;
        Position position() const { return which_.position; }

      private:
        friend class PastRows;
        Which which_;
        std::vector<Row> rows_;
        std::size_t bytes_ = 0;
    };

    /// All rows whose keys begin so are in it, perhaps others too; nullptr where they are not at hand.
    std::shared_ptr<const Set> find(std::string_view generation, Position position, std::string_view prefix) const;

    /// The same of the nearest position that there is.
    std::shared_ptr<const Set> nearest(std::string_view generation, Position position, std::string_view prefix) const;

    class Collecting {
      public:
        Collecting(PastRows& past, Which which);
        /// In the order of the keys.
        void add(Row row);
        bool is_too_much() const { return !set_; }
        void keep();

      private:
        PastRows& past_;
        std::shared_ptr<Set> set_;  ///< none once it is too much
    };

    /// Those of other builds than `generation` of this view go: they may hold what was removed.
    void leave_but(std::string_view view, std::string_view generation);
    std::size_t bytes() const;

  private:
    void keep(std::shared_ptr<const Set> set);

    const std::size_t most_bytes_;
    mutable std::mutex mutex_;
    mutable std::list<std::shared_ptr<const Set>> sets_;  ///< used last first
    std::size_t bytes_ = 0;
};

}  // namespace taizhang
