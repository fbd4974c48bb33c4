// Checkpoints, proofs and records as clients get them: everything is verified with what the client alone has.
#include "rig.hpp"
#include "src/transparency/proof_file.hpp"
#include "tests/unit/transparency/naive_tree.hpp"

#include <taizhang/record.hpp>

#include <gtest/gtest.h>

#include <sstream>

namespace taizhang::rpc::test {
namespace {

using tlog::naive::NaiveTree;

std::string bytes_of(const json::value& base64) {
    // a proof file's hash lines have one strict decoder; a single value may be any length, so decode by hand
    const std::string_view text = base64.as_string();
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    std::uint32_t bits = 0;
    int have = 0;
    for (char c : text) {
        if (c == '=') break;
        bits = bits << 6 | std::uint32_t(alphabet.find(c));
        have += 6;
        if (have < 8) continue;
        have -= 8;
        out += static_cast<char>(bits >> have & 0xff);
    }
    return out;
}

std::vector<Digest> path_of(const json::object& answer) {
    std::vector<Digest> path;
    for (const auto& hash : answer.at("path").as_array()) {
        const auto bytes = bytes_of(hash);
        EXPECT_EQ(bytes.size(), 32u);
        std::copy(bytes.begin(), bytes.end(), path.emplace_back().bytes.begin());
    }
    return path;
}

Digest digest_at(const json::object& answer, const char* member) {
    return *Digest::parse(answer.at(member).as_string());
}

std::string error_text(const json::object& answer) {
    return std::string(answer.at("error").at("message").as_string());
}

NaiveTree tree_of(const MemoryLog& log) {
    NaiveTree tree(0);
    for (const auto& record : *log.read(0, {.count = log.end()}))
        tree.leaves.push_back(tlog::naive::leaf_of(header_entry(record.header)));
    return tree;
}

// ---- log.checkpoint

TEST(LogCheckpoint, IsTheNewestOfficialOneTakenApart) {
    auto rig = Rig::signing();
    rig.add_events(5);
    rig.notary->make_official(7);
    const auto official = rig.notary->make_official(9, {"office", "audit"});
    rig.notary->sign(10);
    auto client = rig.logged_in("lin");
    const auto answer = client.result("log.checkpoint");
    EXPECT_EQ(answer.at("origin"), "test.example/2014");
    EXPECT_EQ(answer.at("epoch"), "00000000000000ab");
    EXPECT_EQ(answer.at("size"), 9);
    EXPECT_EQ(answer.at("official"), true);
    EXPECT_EQ(answer.at("note"), json::string_view(official.note));
    EXPECT_EQ(answer.at("key"), json::string_view(rig.notary->key().to_string()));
    EXPECT_EQ(digest_at(answer, "root"), tree_of(rig.log).mth(0, 9));
    std::set<std::string> names;
    for (const auto& one : answer.at("cosigners").as_array()) {
        names.emplace(one.at("name").as_string());
        EXPECT_EQ(one.at("at"), json::string_view(start_of_2014.to_string()));
    }
    EXPECT_EQ(names, (std::set<std::string>{"audit", "office"}));
}

TEST(LogCheckpoint, IsTheNewestSignedOneWhileNoneIsOfficialAndSaysSo) {
    auto rig = Rig::signing();
    auto client = rig.logged_in("lin");
    EXPECT_EQ(client.code("log.checkpoint"), 2);
    rig.notary->sign(3);
    rig.notary->sign(5);
    const auto answer = client.result("log.checkpoint");
    EXPECT_EQ(answer.at("size"), 5);
    EXPECT_EQ(answer.at("official"), false);
    EXPECT_TRUE(answer.at("cosigners").as_array().empty());
}

TEST(LogCheckpoint, IsAFaultAndNotAMissingOneWhenItIsCorrupt) {
    auto rig = Rig::signing();
    rig.notary->make_official(5);
    rig.notary->trouble = corrupt("the kept checkpoint has another root");
    auto client = rig.logged_in("lin");
    EXPECT_EQ(client.code("log.checkpoint"), -32603);
    EXPECT_EQ(client.code("log.proof", {{"position", 0}}), 5) << "who may not read the record learns nothing of it";
    EXPECT_EQ(client.code("log.prove_inclusion", {{"position", 0}}), -32603);
}

TEST(LogCheckpoint, WhereNoneAreSignedWhatToDoIsSaidAndProofsForAGivenSizeStillWork) {
    Rig rig;
    auto client = rig.logged_in("audit");
    for (const auto* method : {"log.checkpoint", "log.keys"}) {
        const auto answer = client.call(method);
        EXPECT_EQ(code_of(answer), 2) << method;
        EXPECT_NE(error_text(answer).find("taizhang serve"), std::string::npos) << method;
    }
    EXPECT_EQ(client.code("log.proof", {{"position", 0}}), 2);
    EXPECT_EQ(client.code("log.prove_inclusion", {{"position", 0}}), 2);
    EXPECT_EQ(client.code("log.prove_inclusion", {{"position", 0}, {"size", 5}}), 0);
    EXPECT_EQ(client.code("log.prove_consistency", {{"from", 1}, {"to", 5}}), 0);
    EXPECT_EQ(client.code("log.record", {{"position", 0}}), 0);
}

// ---- log.prove_inclusion

TEST(LogProveInclusion, HoldsForEveryRecordInTreesOfManySizes) {
    Rig rig;
    rig.add_events(295);
    auto tree = tree_of(rig.log);
    auto client = rig.logged_in("ops");
    for (const std::uint64_t size : {1, 2, 3, 5, 8, 255, 256, 257, 300}) {
        for (const std::uint64_t position : {std::uint64_t{0}, size / 2, size - 1}) {
            const auto answer = client.result("log.prove_inclusion", {{"position", position}, {"size", size}});
            EXPECT_EQ(answer.at("position").to_number<std::uint64_t>(), position);
            EXPECT_EQ(answer.at("size").to_number<std::uint64_t>(), size);
            EXPECT_EQ(path_of(answer), tree.path(position, 0, size)) << position << " in " << size;
            EXPECT_EQ(digest_at(answer, "root"), tree.mth(0, size));
            EXPECT_EQ(digest_at(answer, "leaf"), tree.leaves[position]);
        }
    }
}

TEST(LogProveInclusion, IsForTheNewestCheckpointWhereNoSizeIsGiven) {
    auto rig = Rig::signing();
    rig.add_events(5);
    rig.notary->make_official(7);
    auto client = rig.logged_in("lin");
    const auto answer = client.result("log.prove_inclusion", {{"position", 6}});
    EXPECT_EQ(answer.at("size"), 7);
    EXPECT_EQ(digest_at(answer, "root"), tree_of(rig.log).mth(0, 7));
    const auto later = client.call("log.prove_inclusion", {{"position", 7}});
    EXPECT_EQ(code_of(later), 2);
    EXPECT_NE(error_text(later).find("covers 7 records"), std::string::npos) << error_text(later);
    EXPECT_EQ(client.code("log.prove_inclusion", {{"position", 10}}), 2);
}

TEST(LogProveInclusion, RefusesWhatIsNotThereAndSaysWhichMember) {
    Rig rig;
    auto client = rig.logged_in("lin");
    const auto path_in = [&](json::object params, int code) {
        const auto answer = client.call("log.prove_inclusion", std::move(params));
        EXPECT_EQ(code_of(answer), code) << json::serialize(answer);
        return std::string(answer.at("error").at("data").at("path").as_string());
    };
    ASSERT_EQ(rig.log.end(), 5u);
    EXPECT_EQ(path_in({{"position", 4}, {"size", 6}}, 2), "/size");
    EXPECT_EQ(path_in({{"position", 5}, {"size", 5}}, 2), "/position");
    EXPECT_EQ(path_in({{"position", 4}, {"size", 4}}, -32602), "/position");
    EXPECT_EQ(path_in({{"position", 0}, {"size", 0}}, -32602), "/position");
    EXPECT_EQ(path_in({{"size", 5}}, -32602), "/position");
    EXPECT_EQ(path_in({{"position", 0}, {"size", ~std::uint64_t{0}}}, 2), "/size");
    EXPECT_EQ(path_in({{"position", ~std::uint64_t{0}}, {"size", 5}}, 2), "/position");
    EXPECT_EQ(path_in({{"position", -1}, {"size", 5}}, -32602), "/position");
}

// ---- log.prove_consistency

TEST(LogProveConsistency, HoldsBetweenTreesOfManySizes) {
    Rig rig;
    rig.add_events(295);
    auto tree = tree_of(rig.log);
    auto client = rig.logged_in("ops");
    for (const std::uint64_t to : {1, 2, 7, 8, 256, 257, 300}) {
        for (const std::uint64_t from : {std::uint64_t{0}, std::uint64_t{1}, to / 2, to - 1, to}) {
            const auto answer = client.result("log.prove_consistency", {{"from", from}, {"to", to}});
            const auto path = path_of(answer);
            EXPECT_EQ(path, from == 0 ? std::vector<Digest>() : tree.sub(from, 0, to, true)) << from << " " << to;
            EXPECT_TRUE(tlog::verify_consistency(from, tree.mth(0, from), to, tree.mth(0, to), path));
        }
    }
}

TEST(LogProveConsistency, RefusesSizesBeyondTheEndAndBackwards) {
    Rig rig;
    auto client = rig.logged_in("lin");
    const auto beyond = client.call("log.prove_consistency", {{"from", 1}, {"to", 6}});
    EXPECT_EQ(code_of(beyond), 2);
    EXPECT_EQ(beyond.at("error").at("data").at("path"), "/to");
    const auto backwards = client.call("log.prove_consistency", {{"from", 4}, {"to", 3}});
    EXPECT_EQ(code_of(backwards), -32602);
    EXPECT_EQ(backwards.at("error").at("data").at("path"), "/from");
    EXPECT_EQ(client.code("log.prove_consistency", {{"from", 5}, {"to", 5}}), 0);
    EXPECT_EQ(client.code("log.prove_consistency", {{"from", 0}, {"to", 0}}), 0);
    EXPECT_EQ(client.code("log.prove_consistency", {{"from", 0}}), -32602);
}

// ---- log.record

TEST(LogRecord, GivesAllThatItsHashesAreMadeOf) {
    Rig rig;
    rig.add_events(2);
    auto client = rig.logged_in("lin");
    const auto answer = client.result("log.record", {{"position", 6}});
    EXPECT_EQ(answer.at("position"), 6);
    const auto record = rig.log.read(6, {.count = 1})->at(0);
    EXPECT_EQ(bytes_of(answer.at("entry")), header_entry(record.header));
    EXPECT_EQ(digest_at(answer, "leaf"), tlog::naive::leaf_of(bytes_of(answer.at("entry"))));
    EXPECT_EQ(bytes_of(answer.at("payload")), record.payload);
    EXPECT_EQ(bytes_of(answer.at("salt")), std::string(record.salt.begin(), record.salt.end()));
    const auto page = client.result("events.read", {{"from", 6}, {"limit", 1}});
    EXPECT_EQ(answer.at("event"), page.at("events").at(0));
}

TEST(LogRecord, FollowsTheRulesOfReadingEvents) {
    auto rig = Rig::signing();
    rig.add_events(1);
    rig.notary->make_official(6);
    for (const auto* method : {"log.record", "log.proof"}) {
        EXPECT_EQ(rig.logged_in("lin").code(method, {{"position", 5}}), 0) << method;
        EXPECT_EQ(rig.logged_in("lin").code(method, {{"position", 4}}), 5) << method << ": about an account";
        EXPECT_EQ(rig.logged_in("audit").code(method, {{"position", 4}}), 0) << method;
        EXPECT_EQ(rig.logged_in("admin").code(method, {{"position", 4}}), 0) << method;
        EXPECT_EQ(rig.logged_in("ops").code(method, {{"position", 5}}), 5) << method;
        EXPECT_EQ(rig.client().code(method, {{"position", 5}}), 4) << method;
    }
}

TEST(LogRecord, IsNotThereBeyondTheEnd) {
    Rig rig;
    auto client = rig.logged_in("audit");
    EXPECT_EQ(client.code("log.record", {{"position", 4}}), 0);
    const auto answer = client.call("log.record", {{"position", 5}});
    EXPECT_EQ(code_of(answer), 2);
    EXPECT_EQ(answer.at("error").at("data").at("path"), "/position");
}

TEST(LogRecord, IsNotGivenOutWhenItsLeafIsAnother) {
    auto rig = Rig::signing();
    rig.notary->make_official(5);
    rig.log.spoil_leaf(3);
    auto client = rig.logged_in("audit");
    EXPECT_EQ(client.code("log.record", {{"position", 3}}), -32603);
    EXPECT_EQ(client.code("log.proof", {{"position", 3}}), -32603);
    EXPECT_EQ(client.code("log.record", {{"position", 2}}), 0);
}

// ---- log.proof

TEST(LogProof, IsVerifiedFromTheKeysAlone) {
    auto rig = Rig::signing();
    rig.add_events(30);
    rig.notary->make_official(33);
    auto client = rig.logged_in("audit");
    for (const std::uint64_t position : {0, 17, 32}) {
        const auto answer = client.result("log.proof", {{"position", position}});
        EXPECT_EQ(answer.at("size"), 33);
        const auto proof = tlog::ProofFile::parse(answer.at("text").as_string());
        ASSERT_TRUE(proof) << proof.error().message;
        EXPECT_EQ(proof->index, position);
        const auto entry = header_entry(rig.log.read(position, {.count = 1})->at(0).header);
        EXPECT_EQ(proof->extra, entry);
        const auto opened = tlog::verify_proof(*proof, leaf_hash(*proof->extra), rig.notary->policy());
        ASSERT_TRUE(opened) << opened.error().message;
        EXPECT_TRUE(opened->official);
        EXPECT_FALSE(tlog::verify_proof(*proof, leaf_hash("another entry"), rig.notary->policy()));
    }
    EXPECT_EQ(client.code("log.proof", {{"position", 33}}), 2);
    EXPECT_EQ(client.code("log.proof", {{"position", 35}}), 2);
}

TEST(LogProof, IsUnderTheCheckpointOfTheSizeThatIsAskedFor) {
    auto rig = Rig::signing();
    rig.add_events(10);
    rig.notary->make_official(8);
    rig.notary->make_official(12);
    rig.notary->sign(15);
    auto client = rig.logged_in("audit");
    const auto size_in = [&](json::object params) {
        const auto proof =
            *tlog::ProofFile::parse(client.result("log.proof", std::move(params)).at("text").as_string());
        return tlog::open_checkpoint(proof.checkpoint, rig.notary->policy())->checkpoint.size;
    };
    EXPECT_EQ(size_in({{"position", 2}}), 12u);
    EXPECT_EQ(size_in({{"position", 2}, {"size", 8}}), 8u);
    EXPECT_EQ(size_in({{"position", 14}, {"size", 15}}), 15u);
    const auto none = client.call("log.proof", {{"position", 2}, {"size", 11}});
    EXPECT_EQ(code_of(none), 2);
    EXPECT_NE(error_text(none).find("nearest below is of 8"), std::string::npos) << error_text(none);
    EXPECT_EQ(client.code("log.proof", {{"position", 2}, {"size", 7}}), 2);
    EXPECT_EQ(client.code("log.proof", {{"position", 8}, {"size", 8}}), 2);
}

TEST(LogProof, IsNotMadeWhenTheLogDoesNotLeadToTheCheckpointsRoot) {
    auto rig = Rig::signing();
    rig.notary->make_official(5);
    rig.log.spoil_leaf(1);  // another record's: the path to the root is wrong
    auto client = rig.logged_in("audit");
    EXPECT_EQ(client.code("log.proof", {{"position", 3}}), -32603);
}

// ---- log.bundle

/// Positions of its records, if it is whole: e2e/page/verify.mjs has bundles of a real log verified offline.
std::vector<std::int64_t> records_of(const json::object& bundle) {
    std::istringstream lines{std::string(bundle.at("text").as_string())};
    std::vector<std::int64_t> positions;
    std::string line;
    std::getline(lines, line);
    EXPECT_EQ(json::parse(line).at("bundle"), "taizhang/1");
    while (std::getline(lines, line)) {
        const auto told = json::parse(line).as_object();
        if (const auto* end = told.if_contains("end")) {
            EXPECT_EQ(std::size_t(end->as_int64()), positions.size());
            return positions;
        }
        positions.push_back(told.at("position").as_int64());
    }
    ADD_FAILURE() << "cut short";
    return positions;
}

TEST(LogBundle, IsAFileByItselfAndForWhoeverSeesAllThatIsInIt) {
    auto rig = Rig::signing();
    rig.notary->make_official(5);
    auto client = rig.logged_in("audit");
    const auto whole = client.result("log.bundle");
    EXPECT_EQ(records_of(whole), (std::vector<std::int64_t>{0, 1, 2, 3, 4}));
    EXPECT_EQ(whole.at("name"), "log-0-5.bundle");
    EXPECT_EQ(whole.at("records"), 5);
    EXPECT_FALSE(whole.contains("next"));
    const auto part = client.result("log.bundle", {{"from", 1}, {"to", 3}, {"size", 5}});
    EXPECT_EQ(records_of(part), (std::vector<std::int64_t>{1, 2}));

    const auto stream = (*rig.log.read(4, {.count = 1})).front().header.stream.value;
    const json::object one{{"stream", stream}};
    EXPECT_EQ(records_of(client.result("log.bundle", one)).back(), 4);
    EXPECT_EQ(client.code("log.bundle", {{"stream", "item/nowhere"}}), 2);
    EXPECT_EQ(client.code("log.bundle", {{"size", 4}}), 2);
    EXPECT_EQ(client.code("log.bundle", {{"to", 6}}), -32602);
    EXPECT_EQ(rig.logged_in("boss").code("log.bundle"), 5);
    EXPECT_EQ(rig.logged_in("boss").code("log.bundle", {{"stream", "account/lin"}}), 5);
    EXPECT_EQ(rig.logged_in("lin").code("log.bundle", one), 5);
}

// ---- log.keys, and who may

TEST(LogKeys, TellsWhatAVerifierNeeds) {
    auto rig = Rig::signing();
    const auto answer = rig.logged_in("ops").result("log.keys");
    EXPECT_EQ(answer.at("origin"), "test.example/2014");
    EXPECT_EQ(answer.at("quorum"), 1);
    EXPECT_EQ(answer.at("keys").as_array().size(), 1u);
    EXPECT_EQ(*tlog::VerifierKey::parse(answer.at("keys").at(0).as_string()), rig.notary->key());
    ASSERT_EQ(answer.at("witnesses").as_array().size(), 2u);
    EXPECT_EQ(tlog::VerifierKey::parse(answer.at("witnesses").at(1).as_string())->name, "office");
}

TEST(LogMethods, CheckpointsAndProofsAreForEveryAccountAndForNobodyElse) {
    auto rig = Rig::signing();
    rig.notary->make_official(5);
    const std::vector<std::pair<const char*, json::object>> calls{{"log.checkpoint", {}},
                                                                  {"log.keys", {}},
                                                                  {"log.prove_inclusion", {{"position", 0}}},
                                                                  {"log.prove_consistency", {{"from", 0}, {"to", 5}}}};
    for (const auto& [method, params] : calls) {
        EXPECT_EQ(rig.logged_in("ops").code(method, params), 0) << method;
        EXPECT_EQ(rig.client().code(method, params), 4) << method;
    }
}

TEST(LogMethods, StandInTheDocumentWithTheirParameters) {
    Rig rig;
    const auto document = rig.client().result("rpc.discover");
    std::map<std::string, std::string> params;
    for (const auto& method : document.at("methods").as_array()) {
        auto& names = params[std::string(method.at("name").as_string())];
        for (const auto& param : method.at("params").as_array())
            names += std::string(param.at("name").as_string()) + (param.at("required").as_bool() ? "! " : " ");
    }
    EXPECT_EQ(params.at("log.checkpoint"), "");
    EXPECT_EQ(params.at("log.prove_inclusion"), "position! size ");
    EXPECT_EQ(params.at("log.prove_consistency"), "from! to! ");
    EXPECT_EQ(params.at("log.record"), "position! ");
    EXPECT_EQ(params.at("log.keys"), "");
    EXPECT_EQ(params.at("log.bundle"), "from to stream size ");
    EXPECT_EQ(params.at("log.proof"), "position! size ");
}

}  // namespace
}  // namespace taizhang::rpc::test
