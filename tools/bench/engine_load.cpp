#include "tools/bench/engine_load.hpp"

#include <sys/resource.h>
#include <condition_variable>
#include <mutex>

namespace taizhang::bench {

namespace {

using Stopwatch = std::chrono::steady_clock;

item::Entered entered_item() {
    item::Entered entered;
    entered.ledger = bed_ledger;
    entered.number = "1";
    entered.title = "测量事项";
    entered.text = "测量";
    entered.units = {{bed_unit, "测量单位", PartyRole::lead, false, false, {}}};
    return entered;
}

/// All clients; their commands are answered on one thread at a time.
class EngineClients {
  public:
    EngineClients(Bed& bed, unsigned clients, Span span)
        : bed_(bed),
          warm_until_(Stopwatch::now() + span.warm_up),
          until_(warm_until_ + span.measured),
          clients_(clients),
          under_way_(clients) {}

    Status run() {
        for (auto& client : clients_) give(client);
        std::unique_lock lock(mutex_);
        ended_.wait(lock, [this] { return under_way_ == 0; });
        return failure_;
    }
    std::vector<float> take_laps() { return std::move(laps_); }

  private:
    struct Client {
        StreamId stream;
        Version version = 0;
        Stopwatch::time_point sent;
    };

    void give(Client& client) {
        CommandRequest request;
        request.id = make_command_id(random_);
        if (client.version == 0) {
            client.stream = StreamId::of(ItemId{request.id.to_string()});
            request.proposal = entered_item();
        } else {
            request.proposal = item::Urged{std::string(bed_.options().bytes, 'x'), {}};
        }
        request.stream = client.stream;
        request.account = bed_account;
        request.expected_version = client.version;
        client.version = (client.version + 1) % events_per_item;
        client.sent = Stopwatch::now();
        bed_.node().engine().submit(std::move(request),
                                    [this, &client](const Result<CommandAnswer>& answer) { take(client, answer); });
    }

    void take(Client& client, const Result<CommandAnswer>& answer) {
        const auto now = Stopwatch::now();
        if (answer && now >= warm_until_)
            laps_.push_back(std::chrono::duration<float, std::micro>(now - client.sent).count());
        if (answer && now < until_) return give(client);
        const std::lock_guard lock(mutex_);
        if (!answer && failure_) failure_ = answer.error();
        if (--under_way_ == 0) ended_.notify_one();
    }

    Bed& bed_;
    const Stopwatch::time_point warm_until_, until_;
    SystemRandom random_;
    std::vector<Client> clients_;
    std::vector<float> laps_;
    std::mutex mutex_;
    std::condition_variable ended_;
    std::size_t under_way_;
    Status failure_;
};

}  // namespace

Result<Load> load_engine(Bed& bed, unsigned clients, Span span) {
    EngineClients all(bed, clients, span);
    const auto begin = processor_seconds(RUSAGE_SELF);
    TZ_CHECK(all.run());
    const auto whole = std::chrono::duration<double>(span.warm_up + span.measured).count();
    Load load;
    load.microseconds = all.take_laps();
    load.elapsed_seconds = std::chrono::duration<double>(span.measured).count();
    load.all_seconds = (processor_seconds(RUSAGE_SELF) - begin) * load.elapsed_seconds / whole;
    return load;
}

}  // namespace taizhang::bench
