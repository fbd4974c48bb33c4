// Which unit a printed name means (domain.md, rule 14): a prefix such as 市 on the first name of a list covers the
// whole list, so 法制办 in a list that 市工商局 opens is the same unit as 市法制办 elsewhere. Names are kept as
// printed.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace taizhang::interop {

/// 市, 区, 县, 州 or 省 where the name begins with one of them; empty otherwise.
std::string level_prefix(std::string_view name);

/// A first idea of a unit::Kind from the name's ending, until somebody confirms the unit.
std::string kind_of_name(std::string_view name, bool collective);

/// Names parted by 、 and its like or by line ends, but not within brackets: 县（市、区）政府.
std::vector<std::string> unit_list(std::string_view printed);

class UnitNames {
  public:
    struct Found {
        std::string id;
        bool made = false;                 ///< nobody knew the name: register it
        std::vector<std::string> aliases;  ///< other ways to print it
    };

    explicit UnitNames(std::map<std::string, std::string, std::less<>> known) : known_(std::move(known)) {}

    /// `level` is the prefix of the list in which the name stands.
    Found find_or_make(const std::string& name, const std::string& level, bool collective);
    std::size_t registered() const { return registered_; }

  private:
    std::map<std::string, std::string, std::less<>> known_;
    std::size_t registered_ = 0;
};

}  // namespace taizhang::interop
