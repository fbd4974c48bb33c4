#include "src/domain/aggregate.hpp"
#include "src/domain/state_of.hpp"

namespace taizhang {

namespace {

/// The state to fold into, made on the first event; nullptr when the stream holds another kind.
template <class S>
S* state_for(Aggregate& aggregate) {
    if (std::holds_alternative<std::monostate>(aggregate.state)) return &aggregate.state.emplace<S>();
    return std::get_if<S>(&aggregate.state);
}

}  // namespace

Status apply(Aggregate& aggregate, const Event& event, const EventHeader& header) {
    const auto& info = info_of(event);
    if (aggregate.stream.category() != info.category) {
        return Error{ErrorCode::internal, "event " + std::string(info.name) + " stands in stream " +
                                              aggregate.stream.value + ", which is of another category"};
    }
    return std::visit(
        [&]<class E>(const E& e) -> Status {
            auto* state = state_for<StateOf<E>>(aggregate);
            if (!state) return Error{ErrorCode::internal, "stream " + aggregate.stream.value + " holds another state"};
            fold(*state, e, header);
            ++aggregate.version;
            return {};
        },
        event);
}

}  // namespace taizhang
