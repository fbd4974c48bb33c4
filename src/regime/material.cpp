#include "src/regime/material.hpp"

#include <algorithm>

namespace taizhang::regime {

namespace {

bool names_one(const std::vector<std::string>& list, const std::vector<std::string>& of) {
    return list.empty() ||
           std::ranges::any_of(of, [&](const auto& name) { return std::ranges::count(list, name) > 0; });
}

std::uint8_t held_of(const std::vector<std::string>& documents, const std::vector<std::string>& held) {
    std::ptrdiff_t least = 255;
    for (const auto& document : documents) least = std::min(least, std::ranges::count(held, document));
    return static_cast<std::uint8_t>(least);
}

std::vector<std::vector<std::string>> alternatives(const Material& material) {
    if (material.any_of.empty()) return {{material.name}};
    return material.any_of;
}

std::string words(const std::vector<std::vector<std::string>>& any_of) {
    std::string text;
    for (const auto& documents : any_of) {
        text += text.empty() ? "" : "，或";
        for (std::size_t i = 0; i < documents.size(); ++i) text += (i > 0 ? "、" : "") + documents[i];
    }
    return text;
}

std::string reason_of(const MissingMaterial& missing) {
    std::string text = missing.in_principle ? "原则上应提供" : "缺少";
    text += words(missing.any_of);
    if (missing.copies > 1)
        text += "，应有" + std::to_string(missing.copies) + "份，现有" + std::to_string(missing.have) + "份";
    return text + (missing.clause ? "（" + *missing.clause + "）" : "");
}

}  // namespace

bool is_asked(const Material& material, const Applicant& applicant) {
    const auto excepted = [&](const auto& situation) { return std::ranges::count(material.except, situation) > 0; };
    return names_one(material.phases, applicant.phases) && names_one(material.classes, {applicant.industry_class}) &&
           names_one(material.procedures, {applicant.procedure}) && names_one(material.entities, {applicant.entity}) &&
           std::ranges::none_of(applicant.situations, excepted);
}

std::vector<MissingMaterial> missing_materials(const std::vector<Material>& materials, const Applicant& applicant,
                                               const std::vector<std::string>& held) {
    std::vector<MissingMaterial> missing;
    for (const auto& material : materials) {
        if (!is_asked(material, applicant)) continue;
        MissingMaterial line{material.name,  alternatives(material), material.copies, 0, material.in_principle, {},
                             material.clause};
        for (const auto& documents : line.any_of) line.have = std::max(line.have, held_of(documents, held));
        if (line.have >= material.copies) continue;
        line.reason = reason_of(line);
        missing.push_back(std::move(line));
    }
    return missing;
}

}  // namespace taizhang::regime
