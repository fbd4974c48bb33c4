#include "src/bus/asker.hpp"

#include "src/bus/send_queue.hpp"
#include "src/bus/sockets.hpp"

#include <array>
#include <atomic>

namespace taizhang::bus {

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t max_reply_frames = 5;  // one more than there are, so that too many are seen to be too many

Error silent(const std::string& endpoint) {
    return {ErrorCode::busy, "nobody answers at the bus address " + endpoint};
}

Error error_of(const wire::Refusal& refusal) {
    const auto code = refusal.code == "invalid"  ? ErrorCode::invalid
                      : refusal.code == "denied" ? ErrorCode::forbidden
                                                 : ErrorCode::not_found;
    return {code, refusal.message};
}

}  // namespace

class Asker::Line {
  public:
    explicit Line(AskerOptions options) : options_(std::move(options)), socket_(context_, zmq::socket_type::dealer) {}

    Status connect() {
        return guarded("cannot connect to the bus at " + options_.replay, [this] {
            socket_.set(zmq::sockopt::linger, 0);
            keep_alive(socket_);
            if (options_.curve) secure_client(socket_, *options_.curve);
            socket_.set(zmq::sockopt::immediate, true);  // no questions in store for a publisher that is not there
            socket_.connect(options_.replay);
        });
    }

    Result<std::string> ask(std::string_view topic, std::string_view argument) {
        Result<std::string> answer = silent(options_.replay);
        const Status sound = guarded("the bus's client stopped", [&] { answer = converse(topic, argument); });
        if (!sound) return sound.error();
        return answer;
    }

    void stop() {
        stopping_ = true;
        wakeup_.wake();
    }

  private:
    Result<std::string> converse(std::string_view topic, std::string_view argument) {
        const auto until = Clock::now() + options_.timeout;
        const wire::Question question{++last_id_, std::string(topic), std::string(argument)};
        if (!send(question, until)) return silent(options_.replay);
        while (ready(ZMQ_POLLIN, until)) {
            Parts in;
            while (in.receive(socket_, max_reply_frames)) {
                TZ_TRY(const wire::Reply reply, wire::parse_reply(in.frames()));
                if (const auto* told = std::get_if<wire::Told>(&reply)) {
                    if (told->id == question.id) return told->body;
                    continue;  // to a question that was given up
                }
                const auto& refusal = std::get<wire::Refusal>(reply);
                if (!refusal.id || *refusal.id == question.id) return error_of(refusal);
            }
        }
        return silent(options_.replay);
    }

    bool send(const wire::Question& question, Clock::time_point until) {
        const auto frames = wire::frames_of(question);
        const std::vector<std::string_view> views(frames.begin(), frames.end());
        do {
            if (send_now(socket_, views) == SendOutcome::sent) return true;
        } while (ready(ZMQ_POLLOUT, until));
        return false;
    }

    /// False when the time is over, or we are.
    bool ready(short what, Clock::time_point until) {
        for (auto now = Clock::now(); !stopping_ && now < until; now = Clock::now()) {
            std::array<zmq::pollitem_t, 2> items{
                {{socket_.handle(), 0, what, 0}, {nullptr, wakeup_.descriptor(), ZMQ_POLLIN, 0}}};
            poll(items, std::chrono::ceil<std::chrono::milliseconds>(until - now));
            if (items[0].revents != 0) return true;
        }
        return false;
    }

    const AskerOptions options_;
    std::atomic<bool> stopping_{false};
    Wakeup wakeup_;
    zmq::context_t context_;
    zmq::socket_t socket_;
    std::uint64_t last_id_ = 0;
};

Asker::Asker(std::unique_ptr<Line> line) : line_(std::move(line)) {}
Asker::~Asker() = default;

Result<std::unique_ptr<Asker>> Asker::connect(AskerOptions options) {
    if (options.curve) {
        TZ_CHECK(check_key(options.curve->server_public_key, "the bus's public key"));
        TZ_CHECK(check_key(options.curve->mine.public_key, "this client's public key"));
        TZ_CHECK(check_key(options.curve->mine.secret_key, "this client's secret key"));
    }
    auto line = std::make_unique<Line>(std::move(options));
    TZ_CHECK(line->connect());
    return std::unique_ptr<Asker>(new Asker(std::move(line)));
}

Result<std::string> Asker::ask(std::string_view topic, std::string_view argument) {
    return line_->ask(topic, argument);
}

void Asker::stop() {
    line_->stop();
}

}  // namespace taizhang::bus
