#include "src/documents/drafts.hpp"

#include "projections/items/current_ledger.hpp"
#include "projections/supervision/reviews.hpp"
#include "src/documents/blocks.hpp"
#include "src/regime/months.hpp"

#include <algorithm>

namespace taizhang::documents {

using bulletin::Block;
using bulletin::Kind;

namespace {

Date first_day(Period period) {
    return period.first_day();
}

// ---- minutes -------------------------------------------------------------------------------------------------------

std::string kind_words(review::Kind kind) {
    switch (kind) {
        case review::Kind::tour:
            return "重点项目拉练";
        case review::Kind::dispatch:
            return "工作调度会";
        case review::Kind::appraisal:
            return "工作讲评会";
        case review::Kind::coordination:
            return "工作协调会";
        case review::Kind::start_day:
            return "集中开工活动";
    }
    return {};
}

struct Minutes {
    const Reading& reading;
    const rows::ReviewRow& review;
    std::map<UnitId, std::string> names = {};
    std::map<ItemId, std::string> items = {};

    Status look_up() {
        TZ_TRY(names, reading.unit_names());
        if (!review.ledger) return {};
        TZ_TRY(const auto rows, reading.rows<rows::ItemRow>("current_ledger", {{"ledger", review.ledger->value}}));
        for (const auto& row : rows) items.emplace(row.item, row.number + " " + row.title);
        return {};
    }
    std::string name(const std::optional<UnitId>& unit) const {
        if (!unit) return "";
        const auto found = names.find(*unit);
        return found == names.end() ? unit->value : found->second;
    }
    std::string title(const std::optional<ItemId>& item) const {
        if (!item) return "";
        const auto found = items.find(*item);
        return found == items.end() ? item->value : found->second;
    }
    std::string opening() const {
        std::string present, separator;
        for (const auto& person : review.present) {
            present += separator + person.name;
            separator = "、";
        }
        std::string text = chinese_date(review.held_on.value_or(review.on)) + "，" + name(review.organiser) + "组织" +
                           kind_words(review.kind);
        if (review.host) text += "，主场为" + name(review.host);
        text += "。";
        if (!present.empty()) text += "参加的有：" + present + "。";
        return text;
    }
    std::vector<Block> body() const {
        std::vector<Block> blocks{heading("一、基本情况"), paragraph(opening())};
        if (review.summary && !review.summary->empty()) blocks.push_back(paragraph(*review.summary));
        std::vector<std::vector<std::string>> objects;
        for (const auto& object : review.objects)
            objects.push_back(
                {std::to_string(objects.size() + 1), title(object.item), name(object.unit), object.place.value_or("")});
        if (!objects.empty()) blocks.push_back(table("拉练对象", {"序号", "事项", "单位", "地点"}, std::move(objects)));
        blocks.push_back(heading("二、点评与要求"));
        for (const auto& remark : review.remarks) {
            const auto about = remark.item ? title(remark.item) : name(remark.unit);
            blocks.push_back(
                paragraph(remark.by.name + "指出" + (about.empty() ? "" : "（" + about + "）") + "：" + remark.text));
        }
        if (review.remarks.empty()) blocks.push_back(paragraph("没有记录点评。"));
        return blocks;
    }
};

Result<bulletin::Issued> draft_minutes(const Views& views, const DraftRequest& request, Position at, Time time) {
    if (!request.review) return invalid("/review: minutes are of a review; name it, one that was held", "/review");
    const Reading reading(views, at);
    TZ_TRY(const auto review, reading.row<rows::ReviewRow>("reviews", request.review->value));
    if (!review)
        return Error{ErrorCode::not_found, "/review: there is no review '" + request.review->value + "' at that moment"}
            .with("path", "/review");
    if (review->state != rows::ReviewState::held)
        return refused("/review: review '" + request.review->value + "' was not held; minutes follow it", "S1.9")
            .with("path", "/review");
    Minutes minutes{reading, *review};
    TZ_CHECK(minutes.look_up());
    bulletin::Issued issued;
    issued.kind = Kind::minutes;
    issued.title = review->title + "工作纪要";
    issued.ledger = review->ledger;
    issued.review = request.review;
    issued.from = issued.until = review->held_on.value_or(review->on);
    issued.stands_on = at;
    issued.addressed_to = "各有关单位";
    issued.body = minutes.body();
    issued.signed_by = minutes.name(review->organiser);
    issued.dated = china_date(time);
    return issued;
}

// ---- circulars -----------------------------------------------------------------------------------------------------

Status check_days(const DraftRequest& request) {
    if (!request.from || !request.until)
        return invalid("/period: say of which days it tells: a period, or from and until", "/period");
    if (*request.from <= *request.until) return {};
    return invalid("/until: " + request.until->to_string() + " lies before from, " + request.from->to_string(),
                   "/until");
}

}  // namespace

std::pair<Date, Date> days_of(Kind kind, Period period) {
    const auto last = regime::last_day(period);
    switch (kind) {
        case Kind::weekly: {
            const std::chrono::weekday weekday(last.days());
            const auto sunday = last.days() - std::chrono::days(weekday.c_encoding());
            return {Date(sunday - std::chrono::days(6)), Date(sunday)};
        }
        case Kind::quarterly: {
            const Period first{period.value.year() / std::chrono::month((period.month() - 1) / 3 * 3 + 1), 0};
            return {first_day(first), regime::last_day(Period{first.value + std::chrono::months(2), 0})};
        }
        case Kind::standings: {
            const Period first{period.value.year() / std::chrono::month(period.month() <= 6 ? 1 : 7), 0};
            return {first_day(first), regime::last_day(Period{first.value + std::chrono::months(5), 0})};
        }
        case Kind::monthly:
        case Kind::brief:
        case Kind::notice:
        case Kind::minutes:
            break;
    }
    return {first_day(period), last};
}

Result<bulletin::Issued> draft_bulletin(const Views& views, const DraftRequest& request, Position at, Time time) {
    if (request.kind == Kind::minutes) return draft_minutes(views, request, at, time);
    if (!request.ledger) return invalid("/ledger: name the ledger of which it tells", "/ledger");
    TZ_CHECK(check_days(request));
    TZ_TRY(const auto picture, take_picture(views, {*request.ledger, *request.from, *request.until}, at, time));
    return compose(picture, rule_of(picture.ledger, request.kind));
}

bulletin::Issued issued_of(const rows::BulletinRow& row) {
    bulletin::Issued issued;
    issued.kind = row.kind;
    issued.title = row.title;
    issued.number = row.number;
    issued.ledger = row.ledger;
    issued.review = row.review;
    issued.from = row.from;
    issued.until = row.until;
    issued.stands_on = row.stands_on;
    issued.addressed_to = row.addressed_to;
    issued.body = row.body;
    issued.signed_by = row.signed_by;
    issued.dated = row.dated;
    issued.digest = row.digest;
    issued.edited = row.edited;
    return issued;
}

DraftRequest request_of(const bulletin::Issued& issued) {
    return {issued.kind, issued.ledger, issued.from, issued.until, issued.review};
}

}  // namespace taizhang::documents
