#include "tests/spec/stage.hpp"

#include <taizhang/reflect/concepts.hpp>

namespace taizhang::spec {

namespace {

std::string name_of(ReportStage stage) {
    switch (stage) {
        case ReportStage::due:
            return "due";
        case ReportStage::submitted:
            return "submitted";
        case ReportStage::returned:
            return "returned";
        case ReportStage::accepted:
            return "accepted";
    }
    return "";
}

template <reflect::DescribedEnum E>
std::string name_of(E stage) {
    return reflect::enum_name(stage);
}

}  // namespace

std::optional<std::string> stage_of(const Aggregate& aggregate) {
    return std::visit(
        []<class S>(const S& state) -> std::optional<std::string> {
            if constexpr (requires { state.stage; })
                return name_of(state.stage);
            else
                return std::nullopt;
        },
        aggregate.state);
}

}  // namespace taizhang::spec
