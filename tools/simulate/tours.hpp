// 拉练 (S4): once a month, hosts in turn, with remarks and minutes; projects go up the steps of their kind; and
// circulars 通报 made from the views at that moment (rule 8), or by hand where no views are built while playing.
#pragma once

#include "events/bulletin.hpp"
#include "tools/simulate/stage.hpp"

namespace taizhang::simulate {

class Tours {
  public:
    Tours(Theatre& theatre, bool drafted) : theatre_(theatre), drafted_(drafted) {}

    Status tour(unsigned month);
    Status advance_projects(unsigned month);
    /// Drafted from the views as they are now, issued and published.
    Status circulate(bulletin::Kind kind, unsigned month);

  private:
    Result<BulletinId> issue(bulletin::Issued draft);
    Result<bulletin::Issued> draft(bulletin::Kind kind, std::optional<Period> period, std::optional<ReviewId> review);
    bulletin::Issued written(bulletin::Kind kind, std::optional<Period> period, std::optional<ReviewId> review);

    Theatre& theatre_;
    const bool drafted_;
    std::size_t hosts_ = 0, bulletins_ = 0;
};

}  // namespace taizhang::simulate
