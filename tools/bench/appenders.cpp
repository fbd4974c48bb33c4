#include "tools/bench/appenders.hpp"

#include "src/rpc/authenticator.hpp"
#include "src/server/server.hpp"
#include "tools/client/client.hpp"

namespace taizhang::bench {

namespace json = boost::json;

namespace {

const LedgerId ledger{"bench"};
const UnitId unit{"bench-unit"};
const AccountId account{"bench"};
constexpr std::string_view secret = "bench-secret";
constexpr Version events_per_item = 100;

}  // namespace

struct Bed::Parts {
    Options options;
    SystemClock clock;
    SystemRandom random;
    std::unique_ptr<Node> node;
    std::unique_ptr<rpc::Authenticator> authenticator;
    std::unique_ptr<rpc::Services> services;
    std::unique_ptr<Server> server;
    std::string url;

    Status system(const StreamId& stream, Event event) {
        CommandRequest request;
        request.stream = stream;
        request.proposal = std::move(event);
        request.id = make_command_id(random);
        request.account = system_account;
        TZ_CHECK(node->execute(std::move(request)));
        return {};
    }

    Status prepare() {
        TZ_TRY(node, Node::open({.data = options.data}, clock, random));
        unit::Registered registered;
        registered.name = "测量单位";
        TZ_CHECK(system(StreamId::of(unit), registered));
        TZ_CHECK(system(StreamId::of(account), account::Opened{"bench", {Role::supervision}, {}, {}}));
        ledger::Opened opened;
        opened.title = "测量台账";
        opened.year = 2014;
        opened.holder = unit;
        return system(StreamId::of(ledger), opened);
    }

    Status serve() {
        TZ_TRY(authenticator,
               rpc::Authenticator::open(
                   {.path = node->credentials(), .cost = rpc::HashCost::least, .queue_limit = 2'048}, clock));
        TZ_CHECK(authenticator->set_secret(account, secret));
        services = std::make_unique<rpc::Services>(
            rpc::Parts{node->engine(), node->log(), node->views(), clock, *authenticator});
        node->on_commit([this] { services->news.tell(); });
        ServerOptions given;
        given.port = 0;
        TZ_TRY(server, Server::start(given, *services));
        url = "http://127.0.0.1:" + std::to_string(server->port());
        return {};
    }
};

Bed::Bed(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Bed::~Bed() {
    if (parts_->server) parts_->server->stop();
    if (parts_->node) parts_->node->stop();
}

Node& Bed::node() {
    return *parts_->node;
}
const Options& Bed::options() const {
    return parts_->options;
}
const std::string& Bed::url() const {
    return parts_->url;
}

Result<std::unique_ptr<Bed>> Bed::make(const Options& options) {
    auto parts = std::make_unique<Parts>();
    parts->options = options;
    TZ_CHECK(parts->prepare());
    if (options.over == "ws") TZ_CHECK(parts->serve());
    return std::unique_ptr<Bed>(new Bed(std::move(parts)));
}

namespace {

/// One client's way to give a command and wait for the acknowledgement.
class Appender {
  public:
    virtual ~Appender() = default;
    virtual Status enter(const ItemId& item) = 0;
    virtual Status urge(const ItemId& item, Version expected) = 0;
};

item::Entered entered_item() {
    item::Entered entered;
    entered.ledger = ledger;
    entered.number = "1";
    entered.title = "测量事项";
    entered.text = "测量";
    entered.units = {{unit, "测量单位", PartyRole::lead, false, false, {}}};
    return entered;
}

class EngineAppender final : public Appender {
  public:
    explicit EngineAppender(Bed& bed) : bed_(bed) {}

    Status enter(const ItemId& item) override { return give(item, entered_item(), 0); }
    Status urge(const ItemId& item, Version expected) override {
        return give(item, item::Urged{std::string(bed_.options().bytes, 'x'), {}}, expected);
    }

  private:
    Status give(const ItemId& item, Event event, Version expected) {
        CommandRequest request;
        request.stream = StreamId::of(item);
        request.proposal = std::move(event);
        request.id = make_command_id(random_);
        request.account = account;
        request.expected_version = expected;
        TZ_CHECK(bed_.node().execute(std::move(request)));
        return {};
    }

    Bed& bed_;
    SystemRandom random_;
};

class SocketAppender final : public Appender {
  public:
    Status open(const Bed& bed) {
        text_.assign(bed.options().bytes, 'x');
        TZ_TRY(client_, Client::open({{}, bed.url(), account.value, std::string(secret)}));
        return {};
    }

    Status enter(const ItemId& item) override {
        return call("item.enter",
                    {{"item", item.value},
                     {"ledger", ledger.value},
                     {"number", "1"},
                     {"title", "测量事项"},
                     {"text", "测量"},
                     {"open_list", false},
                     {"units", json::array{reflect::to_json(entered_item().units.front())}}},
                    0);
    }
    Status urge(const ItemId& item, Version expected) override {
        return call("item.urge", {{"item", item.value}, {"text", text_}}, expected);
    }

  private:
    Status call(std::string_view method, json::object params, Version expected) {
        params["command_id"] = make_command_id(random_).to_string();
        params["expected_version"] = expected;
        TZ_CHECK(client_->call(method, std::move(params)));
        return {};
    }

    std::unique_ptr<Client> client_;
    SystemRandom random_;
    std::string text_;
};

Result<std::unique_ptr<Appender>> make_appender(Bed& bed) {
    if (bed.url().empty()) return std::unique_ptr<Appender>(std::make_unique<EngineAppender>(bed));
    auto appender = std::make_unique<SocketAppender>();
    TZ_CHECK(appender->open(bed));
    return std::unique_ptr<Appender>(std::move(appender));
}

/// A wrong expected version must be refused, or the measurement would not measure what it says.
Status prove_versions_are_checked(Appender& appender, const ItemId& item) {
    TZ_CHECK(appender.enter(item));
    if (appender.urge(item, 7))
        return Error{ErrorCode::internal, "an append with a wrong expected version was accepted"};
    return {};
}

}  // namespace

Laps append_until(Bed& bed, unsigned client, std::chrono::steady_clock::time_point warm_until,
                  std::chrono::steady_clock::time_point until) {
    using Stopwatch = std::chrono::steady_clock;
    Laps laps;
    auto appender = make_appender(bed);
    if (!appender) return {appender.error(), {}};
    SystemRandom random;
    const auto fresh_item = [&] { return ItemId{make_command_id(random).to_string() + "-" + std::to_string(client)}; };
    laps.failure = prove_versions_are_checked(**appender, fresh_item());
    ItemId item;
    Version version = 0;
    while (laps.failure && Stopwatch::now() < until) {
        const auto begin = Stopwatch::now();
        if (version == 0) item = fresh_item();
        laps.failure = version == 0 ? (*appender)->enter(item) : (*appender)->urge(item, version);
        version = version + 1 == events_per_item ? 0 : version + 1;
        const auto end = Stopwatch::now();
        if (begin >= warm_until)
            laps.microseconds.push_back(std::chrono::duration<double, std::micro>(end - begin).count());
    }
    return laps;
}

}  // namespace taizhang::bench
