// spec_runner [--must-fail | --events OUT] FILE: plays one script. Exit 0 when it holds, 1 with file:line: what, 2 on
// wrong usage. With --events what was recorded is written to OUT, a line of JSON each.
// With --must-fail the script's first line is "# fails: <words>", and it must fail saying them.
#include "tests/spec/play.hpp"

#include <fstream>
#include <iostream>
#include <sstream>

namespace {

using taizhang::spec::Mistake;

bool says_what_it_must(const std::string& script, const std::string& said) {
    constexpr std::string_view mark = "# fails: ";
    if (!script.starts_with(mark)) return false;
    return said.find(script.substr(mark.size(), script.find('\n') - mark.size())) != std::string::npos;
}

std::string folder_of(const std::string& file) {
    const auto slash = file.rfind('/');
    return slash == std::string::npos ? "." : file.substr(0, slash);
}

int run(const std::string& file, bool must_fail, std::ostream* events) {
    std::ifstream in(file);
    std::stringstream text;
    text << in.rdbuf();
    if (!in) {
        std::cerr << file << ": cannot be read\n";
        return 2;
    }
    try {
        const auto held = taizhang::spec::play(taizhang::spec::parse(text.str()), folder_of(file), events);
        std::cout << file << ": " << held << " expectations held\n";
        return must_fail ? 1 : 0;
    } catch (const Mistake& mistake) {
        std::cerr << file << ":" << mistake.line << ": " << mistake.what << "\n";
        return must_fail && says_what_it_must(text.str(), mistake.what) ? 0 : 1;
    }
}

}  // namespace

int main(int count, char** arguments) {
    const bool must_fail = count == 3 && std::string_view(arguments[1]) == "--must-fail";
    const bool exports = count == 4 && std::string_view(arguments[1]) == "--events";
    if (count != 2 && !must_fail && !exports) {
        std::cerr << "usage: spec_runner [--must-fail | --events OUT] FILE\n";
        return 2;
    }
    std::ofstream events;
    if (exports) events.open(arguments[2]);
    const auto done = run(arguments[count - 1], must_fail, exports ? &events : nullptr);
    events.close();
    return exports && !events ? 2 : done;
}
