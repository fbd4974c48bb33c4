// Prints docs/formats/events.md as the catalogue has it.
#include "tests/independent/events_page/page.hpp"

#include <iostream>

int main() {
    std::cout << taizhang::independent::events_page();
}
