#include <taizhang/hash_pair.hpp>

#include <array>
#include <bit>
#include <cstring>

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>
#endif

namespace taizhang {

namespace {

DigestPair one_after_the_other(const HashedParts& first, const HashedParts& second) {
    return {sha256({first.head, first.body}), sha256({second.head, second.body})};
}

#if defined(__x86_64__)

constexpr std::size_t block_bytes = 64;
constexpr std::size_t length_bytes = 8;

// FIPS 180-4, section 4.2.2 and 5.3.3
alignas(16) constexpr std::array<std::uint32_t, 64> round_constants = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};
constexpr std::array<std::uint32_t, 8> initial_state = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                                        0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

/// A message cut into blocks, with its padding. Only blocks at the ends are copied.
class Blocks {
  public:
    explicit Blocks(const HashedParts& parts)
        : parts_(parts),
          size_(parts.head.size() + parts.body.size()),
          count_((size_ + length_bytes) / block_bytes + 1) {}

    std::size_t count() const { return count_; }

    const std::uint8_t* at(std::size_t index) {
        const auto begin = index * block_bytes;
        if (begin >= parts_.head.size() && begin + block_bytes <= size_)
            return reinterpret_cast<const std::uint8_t*>(parts_.body.data()) + (begin - parts_.head.size());
        copied_.fill(0);
        copy(parts_.head, 0, begin);
        copy(parts_.body, parts_.head.size(), begin);
        if (size_ >= begin && size_ < begin + block_bytes) copied_[size_ - begin] = 0x80;
        if (index + 1 == count_) put_length();
        return copied_.data();
    }

  private:
    /// What of `part`, which stands at `offset` of the message, lies in the block that begins at `begin`.
    void copy(std::string_view part, std::size_t offset, std::size_t begin) {
        const auto from = std::max(offset, begin), to = std::min(offset + part.size(), begin + block_bytes);
        if (from < to) std::memcpy(copied_.data() + (from - begin), part.data() + (from - offset), to - from);
    }
    void put_length() {
        auto bits = static_cast<std::uint64_t>(size_) * 8;
        for (std::size_t i = 0; i < length_bytes; ++i, bits >>= 8)
            copied_[block_bytes - 1 - i] = static_cast<std::uint8_t>(bits);
    }

    const HashedParts parts_;
    const std::size_t size_, count_;
    std::array<std::uint8_t, block_bytes> copied_{};
};

/// The state as the instructions want it: {A, B, E, F} and {C, D, G, H}, each from the highest word down.
struct State {
    __m128i abef =
        _mm_set_epi32(int(initial_state[0]), int(initial_state[1]), int(initial_state[4]), int(initial_state[5]));
    __m128i cdgh =
        _mm_set_epi32(int(initial_state[2]), int(initial_state[3]), int(initial_state[6]), int(initial_state[7]));
};

Digest digest_of(const State& state) {
    alignas(16) std::array<std::uint32_t, 4> abef, cdgh;
    _mm_store_si128(reinterpret_cast<__m128i*>(abef.data()), state.abef);
    _mm_store_si128(reinterpret_cast<__m128i*>(cdgh.data()), state.cdgh);
    const std::array<std::uint32_t, 8> words = {abef[3], abef[2], cdgh[3], cdgh[2], abef[1], abef[0], cdgh[1], cdgh[0]};
    Digest digest;
    for (std::size_t i = 0; i < digest.bytes.size(); ++i)
        digest.bytes[i] = static_cast<std::uint8_t>(words[i / 4] >> (24 - 8 * (i % 4)));
    return digest;
}

/// One block into each of the states (FIPS 180-4, section 6.2.2), four rounds at a time and the lanes by turns.
template <std::size_t lanes>
[[gnu::target("sha,sse4.1")]] void compress(std::array<State*, lanes> states,
                                            std::array<const std::uint8_t*, lanes> blocks) {
    const __m128i big_endian = _mm_set_epi8(12, 13, 14, 15, 8, 9, 10, 11, 4, 5, 6, 7, 0, 1, 2, 3);
    __m128i abef[lanes], cdgh[lanes], words[lanes][4];
#pragma clang loop unroll(full)
    for (std::size_t lane = 0; lane < lanes; ++lane) {
        abef[lane] = states[lane]->abef;
        cdgh[lane] = states[lane]->cdgh;
        for (std::size_t i = 0; i < 4; ++i)
            words[lane][i] =
                _mm_shuffle_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(blocks[lane] + 16 * i)), big_endian);
    }
#pragma clang loop unroll(full)
    for (std::size_t four = 0; four < 16; ++four) {
        const __m128i constants = _mm_load_si128(reinterpret_cast<const __m128i*>(round_constants.data() + 4 * four));
#pragma clang loop unroll(full)
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            auto& w = words[lane];
            const auto& before = w[(four + 3) % 4];
            if (four >= 4)
                w[four % 4] = _mm_sha256msg2_epu32(_mm_add_epi32(_mm_sha256msg1_epu32(w[four % 4], w[(four + 1) % 4]),
                                                                 _mm_alignr_epi8(before, w[(four + 2) % 4], 4)),
                                                   before);
            const __m128i input = _mm_add_epi32(w[four % 4], constants);
            cdgh[lane] = _mm_sha256rnds2_epu32(cdgh[lane], abef[lane], input);
            abef[lane] = _mm_sha256rnds2_epu32(abef[lane], cdgh[lane], _mm_shuffle_epi32(input, 0x0E));
        }
    }
#pragma clang loop unroll(full)
    for (std::size_t lane = 0; lane < lanes; ++lane) {
        states[lane]->abef = _mm_add_epi32(states[lane]->abef, abef[lane]);
        states[lane]->cdgh = _mm_add_epi32(states[lane]->cdgh, cdgh[lane]);
    }
}

[[gnu::target("sha,sse4.1")]] DigestPair side_by_side(const HashedParts& first, const HashedParts& second) {
    Blocks a(first), b(second);
    State of_a, of_b;
    std::size_t done = 0;
    for (; done < std::min(a.count(), b.count()); ++done) compress<2>({&of_a, &of_b}, {a.at(done), b.at(done)});
    for (auto i = done; i < a.count(); ++i) compress<1>({&of_a}, {a.at(i)});
    for (auto i = done; i < b.count(); ++i) compress<1>({&of_b}, {b.at(i)});
    return {digest_of(of_a), digest_of(of_b)};
}

bool has_sha_instructions() {
    unsigned a = 0, b = 0, c = 0, d = 0;
    constexpr unsigned ssse3 = 1u << 9, sse4_1 = 1u << 19, sha = 1u << 29;
    if (!__get_cpuid(1, &a, &b, &c, &d) || (c & ssse3) == 0 || (c & sse4_1) == 0) return false;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & sha) != 0;
}

#endif

}  // namespace

DigestPair sha256_pair(const HashedParts& first, const HashedParts& second) {
#if defined(__x86_64__)
    static const bool together = has_sha_instructions();
    if (together) return side_by_side(first, second);
#endif
    return one_after_the_other(first, second);
}

}  // namespace taizhang
