#include "src/rpc/bundle_methods.hpp"

#include "src/audit/bundle.hpp"
#include "src/notary/notary.hpp"

#include <algorithm>
#include <charconv>

namespace taizhang::rpc {

namespace {

/// A record's bytes are hashed by whoever verifies them, so nothing can be masked or left out: who takes them sees all
/// that is in them, of drafts, telephone numbers and accounts.
Status check_may_take(const Account& account, const std::optional<StreamId>& stream) {
    if (account.has(Role::auditor) || account.has(Role::system)) return {};
    if (!account.has(Role::supervision)) return forbidden("log.bundle takes the role auditor, or supervision");
    if (stream && !is_about_accounts(*stream)) return {};
    return forbidden(
        "a bundle of all streams holds records about accounts and takes the role auditor; supervision gives a "
        "`stream`, such as item/2014-009");
}

/// Of exactly `size` records, or the newest official one, or while there is none the newest signed.
Result<KeptCheckpoint> checkpoint_for(Services& services, std::optional<std::uint64_t> size) {
    if (size) {
        TZ_TRY(auto found, services.log.checkpoints().at_most(*size));
        if (found && found->size == *size) return std::move(*found);
        return not_found("/size: no checkpoint of " + std::to_string(*size) +
                         " records is kept; log.checkpoints lists those that are")
            .with("path", "/size");
    }
    auto official = services.notary->official();
    if (official || official.error().code != ErrorCode::not_found) return official;
    TZ_TRY(auto latest, services.log.checkpoints().latest());
    if (latest) return std::move(*latest);
    return not_found("no checkpoint has been signed yet; the first follows the first record within seconds");
}

/// Takes lines until the part is full, and remembers which record was too many.
class BundlePart {
  public:
    explicit BundlePart(bool bounded) : bounded_(bounded) {}

    Status take(std::string_view line) {
        const auto position = position_of(line);
        if (bounded_ && position && taken_ && text.size() + line.size() > max_bundle_part_bytes) {
            cut = position;
            return over_limit("the part is full", std::int64_t(max_bundle_part_bytes));
        }
        taken_ = taken_ || position;
        text += line;
        return {};
    }

    std::string text;
    std::optional<Position> cut;

  private:
    static std::optional<Position> position_of(std::string_view line) {
        constexpr std::string_view begins = "{\"position\":";
        if (!line.starts_with(begins)) return std::nullopt;
        Position found = 0;
        line.remove_prefix(begins.size());
        const auto read = std::from_chars(line.data(), line.data() + line.size(), found);
        return read.ec == std::errc{} ? std::optional(found) : std::nullopt;
    }

    const bool bounded_;
    bool taken_ = false;  ///< a record, so that the next part begins after this one
};

std::string file_name(const LogBundleAnswer& part, const LogBundleParams& params) {
    auto name = params.stream ? params.stream->value : std::string("log");
    std::ranges::replace(name, '/', '-');
    return name + "-" + std::to_string(part.from) + "-" + std::to_string(part.to) + ".bundle";
}

}  // namespace

Result<LogBundleAnswer> LogBundle::run(const Call& call, const Params& params) {
    auto& services = call.services();
    TZ_CHECK(check_may_take(*call.who.account, params.stream));
    if (!services.notary) return not_found("no checkpoints are signed here; ask a server that signs them");
    if (params.stream) {
        TZ_TRY(const auto version, services.log.version(*params.stream));
        if (version == 0)
            return not_found("/stream: nothing is known of " + params.stream->value).with("path", "/stream");
    }
    TZ_TRY(const auto kept, checkpoint_for(services, params.size));
    const auto policy = services.notary->policy();
    audit::BundleSelection selection{
        .from = params.from.value_or(0), .to = params.to.value_or(kept.size), .stream = params.stream};
    const auto write = [&](BundlePart& part) {
        return audit::write_bundle(services.log, policy, kept.note, selection, services.clock.now(),
                                   [&](std::string_view line) { return part.take(line); });
    };
    BundlePart first(true);
    auto written = write(first);
    if (written) {
        LogBundleAnswer whole{{},        std::move(first.text), written->from, written->to,
                              kept.size, written->records,      std::nullopt};
        whole.name = file_name(whole, params);
        return whole;
    }
    if (!first.cut) return written.error();
    // its head says where it ends, so it is written again, up to there
    selection.to = *first.cut;
    BundlePart part(false);
    TZ_TRY(const auto again, write(part));
    LogBundleAnswer answer{{}, std::move(part.text), again.from, again.to, kept.size, again.records, first.cut};
    answer.name = file_name(answer, params);
    return answer;
}

}  // namespace taizhang::rpc
