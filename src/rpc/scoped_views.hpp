// The views as one account may read them: a draft of other units is not there, now, in the past or in a total, and
// telephone numbers are masked for those who do not see them. Whatever is made from views for somebody reads these.
//
//     const ScopedViews views(services, scope_of(account));
//     TZ_TRY(const auto page, views.list(query));
//
// Any thread. Costs nothing worth naming for whoever sees everything; a row is looked through once while there are
// drafts that this reader may not see, and for numbers where these are masked.
#pragma once

#include "src/rpc/scope.hpp"
#include "src/views/views.hpp"

namespace taizhang::rpc {

class ScopedViews final : public Views {
  public:
    ScopedViews(Views& views, const Drafts& drafts, Scope scope)
        : views_(views), drafts_(drafts), scope_(std::move(scope)) {}

    Result<ViewPage> list(const ViewQuery& query) const override;
    Result<std::optional<ViewRow>> get(std::string_view view, std::string_view key,
                                       std::optional<Position> as_of) const override;
    Result<ViewPage> snapshot(std::string_view view, const RowFilter& filter) const override;
    /// Besides, rows about drafts that were activated since `position`, or that this unit has got or lost.
    Result<ViewChanges> changes_since(std::string_view view, const RowFilter& filter, Position position) const override;
    Result<ViewDiff> diff(const DiffQuery& query) const override;

    // the rest is no row
    void wake() override { views_.wake(); }
    void stop() override { views_.stop(); }
    std::vector<ViewState> states() const override { return views_.states(); }
    const Projection* find(std::string_view view) const override { return views_.find(view); }
    std::optional<Position> redacted(std::string_view view) const override { return views_.redacted(view); }
    std::optional<Position> applied() const override { return views_.applied(); }
    void when_applied(Position position, std::function<void(bool)> callback) override {
        views_.when_applied(position, std::move(callback));
    }
    std::uint64_t listen(std::function<void(Position)> callback) override { return views_.listen(std::move(callback)); }
    void unlisten(std::uint64_t handle) override { views_.unlisten(handle); }
    Status rebuild(const std::vector<std::string>& views) override { return views_.rebuild(views); }
    Status begin_rebuild(const std::vector<std::string>& views) override { return views_.begin_rebuild(views); }
    Status retry(std::string_view view) override { return views_.retry(view); }
    std::uint32_t shown_version(std::string_view view) const override { return views_.shown_version(view); }
    Result<Digest> digest(std::string_view view) const override { return views_.digest(view); }

  private:
    using Set = std::shared_ptr<const DraftSet>;

    Result<Set> drafts() const;
    RowFilter asked(const RowFilter& filter) const;
    std::optional<ViewRow> seen(const DraftSet& set, ViewRow row) const;
    void keep_seen(const DraftSet& set, std::vector<ViewRow>& rows) const;
    bool keep_seen(const DraftSet& set, RowDifference& row) const;
    Result<std::size_t> hidden_rows(const DraftSet& set, const ViewQuery& query, std::optional<Position> at) const;
    Status leave_out(const DraftSet& set, const DiffQuery& query, ViewDiff& page) const;
    Status add_turned(const DraftSet& set, const ViewQuery& all, Position since, ViewChanges& changes) const;

    Views& views_;
    const Drafts& drafts_;
    const Scope scope_;
};

}  // namespace taizhang::rpc
