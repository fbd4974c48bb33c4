// A year of admitting enterprises (S3): filed by their districts with figures and materials, some of which come late;
// looked at level by level, returned and filed again, rejected, admitted; and the admitted ones' figures month by
// month, some late, corrected, never handed in, or found false.
//
// One thread at a time.
#pragma once

#include "tools/simulate/stage.hpp"

namespace taizhang::simulate {

class Admissions {
  public:
    /// `candidates` come to be admitted in this year. Figures are reported until `end`.
    Admissions(Stagehands& with, YearOptions options, std::vector<Enterprise> candidates, Time end);

    Status open();
    /// 交账 (S1.5): of the register what was filed stays, and figures go on.
    Status close();

  private:
    struct File {
        AdmissionId id;
        Enterprise enterprise;
        admission::Filed filed;
        std::vector<std::string> owed;  ///< materials that come later
        std::size_t level = 0;
        bool returned = false, removed = false;
        std::map<Period, Position> reported;
    };

    Status file(const Enterprise& enterprise, std::size_t number);
    bool fill(File& file, bool eligible);
    std::vector<std::string> materials_of(const File& file) const;
    Status attach(const File& file, const std::string& material);
    void look_later(File& file, int days);
    Status look(File& file);
    Status send_back(File& file);
    Status admit(File& file);
    AccountId reviewer(const File& file) const;
    void report_later(File& file, Period period);
    Status report(File& file, Period period);
    Status correct(File& file, Period period);
    std::vector<admission::Measured> figures_of(const File& file, bool wrong);

    StreamId stream(const File& file) const { return StreamId::of(file.id); }

    Theatre theatre_;
    Dice& dice_;
    Player& player_;
    std::vector<Enterprise> candidates_;
    const Time end_;
    std::vector<std::unique_ptr<File>> files_;
};

}  // namespace taizhang::simulate
