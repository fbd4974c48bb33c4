// Makes the disk take only a part of each write, as it may: the caller has to write the rest. It works by defining
// write and pwrite in the writer's executable, which the dynamic linker prefers.
#pragma once

namespace taizhang::test {

/// From now on each write to a file transfers one byte at least and a random part at most.
void shorten_writes();

}  // namespace taizhang::test
