// The writer that fault injection accompanies: it waits before it opens the log and before it writes, so that the test
// can attach a tracer, and tells on standard output all that it was told by the log.
//
//     fault_writer steps DIR GROUPS [short]
//     ready                        a line of input lets it open the log
//     opened END | refused CODE MESSAGE
//                                  another line lets it append GROUPS groups, a checkpoint after every eighth
//     acknowledged END | failed CODE MESSAGE
//     kept SIZE | unkept CODE MESSAGE
//     readable COUNT | unreadable POSITION MESSAGE
//                                  whether what was acknowledged can still be read, and is what was written
//
// It never stops at a failure: what the log answers afterwards is to be seen. Lines are written with writev, which
// nothing else here calls, so that faults in write do not meet them.
#pragma once

#include <string>

namespace taizhang::test {

int write_in_steps(const std::string& directory, int groups);

}  // namespace taizhang::test
