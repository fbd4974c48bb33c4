#include "projections/registers/ledger_rules.hpp"

#include "src/regime/read.hpp"

namespace taizhang {

/// Hidden, by the regime.
struct RegimeMemory {
    std::string text;
};
BOOST_DESCRIBE_STRUCT(RegimeMemory, (), (text))

namespace {

using regime::RulesPtr;

std::string ledger_key(const LedgerId& ledger) {
    return hidden_key("rules-of/" + ledger.value);
}

std::string regime_key(std::string_view regime) {
    return hidden_key("rules/" + std::string(regime));
}

const RulesPtr& default_rules() {
    static const RulesPtr none = std::make_shared<const regime::Rules>(regime::no_rules());
    return none;
}

RulesPtr parsed(std::string_view text) {
    auto rules = regime::read(text);
    return rules ? std::make_shared<const regime::Rules>(std::move(*rules)) : default_rules();
}

/// A regime's row as read into rules: its text can be told from it again.
class ReadRegime final : public TypedRow {
  public:
    ReadRegime(RegimeMemory row, RulesPtr rules)
        : TypedRow(&row_type<ReadRegime>), rules(std::move(rules)), row_(std::move(row)) {}
    void write(RowBuffer& out) const override { write_row(out, row_); }
    const RulesPtr rules;

  private:
    const RegimeMemory row_;
};

/// As read before, where the cache still has it.
RulesPtr regime_rules(Rows& rows, std::string_view regime) {
    const auto key = regime_key(regime);
    const auto* known = rows.typed(key);
    if (known && known->type() == &row_type<ReadRegime>) return static_cast<const ReadRegime*>(known)->rules;
    auto memory = get_row<RegimeMemory>(rows, key);
    if (!memory) return default_rules();
    auto rules = parsed(memory->text);
    rows.remember(key, std::make_unique<ReadRegime>(std::move(*memory), rules));
    return rules;
}

void note_regime(const Fact& fact, Rows& rows) {
    const std::string* text = nullptr;
    if (const auto* adopted = std::get_if<regime::Adopted>(&fact.event)) text = &adopted->text;
    if (const auto* amended = std::get_if<regime::Amended>(&fact.event)) text = &amended->text;
    if (text) rows.put(regime_key(fact.header.stream.id()), row_text(RegimeMemory{*text}));
}

}  // namespace

void note_rules(const Fact& fact, Rows& rows) {
    note_regime(fact, rows);
    if (fact.header.stream.category() != "ledger") return;
    const LedgerId ledger{std::string(fact.header.stream.id())};
    if (const auto* opened = std::get_if<ledger::Opened>(&fact.event))
        put_row(rows, ledger_key(ledger), LedgerMemory{opened->title, opened->year, opened->regime});
    const auto* amended = std::get_if<ledger::Amended>(&fact.event);
    if (!amended) return;
    auto memory = need_row<LedgerMemory>(rows, ledger_key(ledger));
    if (amended->title) memory.title = *amended->title;
    if (amended->regime) memory.regime = amended->regime;
    put_row(rows, ledger_key(ledger), std::move(memory));
}

std::optional<LedgerMemory> ledger_memory(const Rows& rows, const LedgerId& ledger) {
    return get_row<LedgerMemory>(rows, ledger_key(ledger));
}

std::vector<LedgerId> known_ledgers(const Rows& rows) {
    const auto prefix = ledger_key({});
    std::vector<LedgerId> ledgers;
    rows.scan(prefix, [&](std::string_view key, std::string_view) {
        ledgers.push_back({std::string(key.substr(prefix.size()))});
    });
    return ledgers;
}

RulesPtr rules_of(Rows& rows, const LedgerId& ledger) {
    std::optional<RegimeId> regime;
    look_at_row<LedgerMemory>(rows, ledger_key(ledger), [&](const LedgerMemory& memory) { regime = memory.regime; });
    return regime ? regime_rules(rows, regime->value) : default_rules();
}

regime::Calendar calendar_of(Rows& rows, const regime::Rules& rules) {
    return rules.calendar_regime ? regime_rules(rows, *rules.calendar_regime)->calendar : regime::Calendar();
}

}  // namespace taizhang
