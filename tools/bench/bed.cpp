#include "tools/bench/bed.hpp"

#include "src/rpc/authenticator.hpp"
#include "src/server/server.hpp"

namespace taizhang::bench {

struct Bed::Parts {
    Options options;
    SystemClock clock;
    SystemRandom random;
    std::unique_ptr<Node> node;
    std::unique_ptr<rpc::Authenticator> authenticator;
    std::unique_ptr<rpc::Services> services;
    std::unique_ptr<Server> server;

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
        TZ_CHECK(system(StreamId::of(bed_unit), registered));
        TZ_CHECK(system(StreamId::of(bed_account), account::Opened{"bench", {Role::supervision}, {}, {}}));
        ledger::Opened opened;
        opened.title = "测量台账";
        opened.year = 2014;
        opened.holder = bed_unit;
        return system(StreamId::of(bed_ledger), opened);
    }

    Status serve() {
        TZ_TRY(authenticator,
               rpc::Authenticator::open(
                   {.path = node->credentials(), .cost = rpc::HashCost::least, .queue_limit = 2'048}, clock));
        TZ_CHECK(authenticator->set_secret(bed_account, bed_secret));
        services = std::make_unique<rpc::Services>(
            rpc::Parts{node->engine(), node->log(), node->views(), clock, *authenticator});
        node->on_commit([this] { services->news.tell(rpc::NewsOf::log); });
        ServerOptions given;
        given.port = 0;
        TZ_TRY(server, Server::start(given, *services));
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
std::uint16_t Bed::port() const {
    return parts_->server ? parts_->server->port() : 0;
}

Result<std::unique_ptr<Bed>> Bed::make(const Options& options) {
    auto parts = std::make_unique<Parts>();
    parts->options = options;
    TZ_CHECK(parts->prepare());
    if (options.over == "ws" || !options.fan_out.empty()) TZ_CHECK(parts->serve());
    return std::unique_ptr<Bed>(new Bed(std::move(parts)));
}

}  // namespace taizhang::bench
