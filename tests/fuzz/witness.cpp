// What is asked of a witness (C2SP tlog-witness): whatever it is, the witness answers with a status that is allowed,
// never goes back, and cosigns nothing that it has not kept.
#include "src/transparency/witness.hpp"
#include "tests/fuzz/fuzz.hpp"
#include "tests/fuzz/known_keys.hpp"

namespace taizhang::fuzz {
namespace {

class OneLog final : public tlog::WitnessStore {
  public:
    Result<std::optional<tlog::Checkpoint>> latest(const std::string&) const override { return last; }
    Status keep(const tlog::Checkpoint& next) override {
        require(!last || next.size >= last->size, "a witness never goes back");
        require(!last || next.size != last->size || next.root == last->root, "a witness keeps to one root of a size");
        last = next;
        return {};
    }
    std::optional<tlog::Checkpoint> last;
};

void check_cosigned(std::string_view body, const tlog::WitnessAnswer& answer, const OneLog& store) {
    const auto request = must(tlog::AddCheckpoint::parse(body), "only a request that can be read is cosigned");
    const auto note = must(tlog::with_signatures(request.checkpoint, {}), "only a note is cosigned");
    const auto text = tlog::parse_note(note).value().text;
    require(store.last && tlog::Checkpoint::parse(text).value() == *store.last, "what is cosigned was kept");
    require(
        must(tlog::open_checkpoint(request.checkpoint + answer.body, known_policy()), "a cosigned note opens").official,
        "a cosignature holds");
}

}  // namespace
}  // namespace taizhang::fuzz

/// Input: requests, one after the other, with a byte 0 between them.
FUZZ_TARGET(input) {
    using namespace taizhang;
    fuzz::OneLog store;
    VirtualClock clock{Time{1'393'995'600'000}};
    tlog::Witness witness(fuzz::witness_key(), {{fuzz::known_origin(), fuzz::known_policy().log_keys}}, store, clock);
    while (!input.empty()) {
        const auto body = fuzz::cut(input, '\0');
        if (const auto request = tlog::AddCheckpoint::parse(body))
            fuzz::same(request->text(), body, "a request has one spelling");
        const auto before = store.last;
        const auto answer = witness.add_checkpoint(body);
        const auto status = std::to_string(answer.status);
        fuzz::require(std::string_view("200 400 403 404 409 422").find(status) != std::string_view::npos,
                      "a witness answers as its specification says", status);
        if (answer.status == 200)
            fuzz::check_cosigned(body, answer, store);
        else
            fuzz::require(store.last == before, "what is refused is not kept", status);
    }
}
