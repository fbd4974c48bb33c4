// The fakes of the protocol's tests, compiled here too: what is below the server is the same.
#include "tests/unit/rpc/fake_notary.cpp"
#include "tests/unit/rpc/fakes.cpp"
#include "tests/unit/rpc/rig.cpp"
