// 拉练 (S4): once a month, hosts in turn, with remarks and minutes; projects go up the steps of their kind; and
// circulars 通报 made from the views at that moment (rule 8).
#pragma once

#include "events/bulletin.hpp"
#include "tools/simulate/stage.hpp"

namespace taizhang::simulate {

class Tours {
  public:
    explicit Tours(Theatre& theatre) : theatre_(theatre) {}

    Status tour(unsigned month);
    Status advance_projects(unsigned month);
    /// Drafted from the views as they are now, issued and published.
    Status circulate(bulletin::Kind kind, unsigned month);

  private:
    Result<BulletinId> issue(bulletin::Issued draft);
    Result<bulletin::Issued> draft(bulletin::Kind kind, std::optional<Period> period, std::optional<ReviewId> review);

    Theatre& theatre_;
    std::size_t hosts_ = 0, bulletins_ = 0;
};

}  // namespace taizhang::simulate
