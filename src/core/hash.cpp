#include <taizhang/ids.hpp>
#include <taizhang/record.hpp>
#include <taizhang/reflect/storage.hpp>

#include <openssl/evp.h>

namespace taizhang {

Digest sha256(std::initializer_list<std::string_view> parts) {
    thread_local const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                                       EVP_MD_CTX_free);
    // fetched once: EVP_sha256() would look the algorithm up, under a lock, at every call
    static const std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> algorithm(EVP_MD_fetch(nullptr, "SHA256", nullptr),
                                                                           EVP_MD_free);
    Digest digest;
    unsigned size = 0;
    bool ok = context && algorithm && EVP_DigestInit_ex2(context.get(), algorithm.get(), nullptr) == 1;
    for (auto part : parts) ok = ok && EVP_DigestUpdate(context.get(), part.data(), part.size()) == 1;
    ok = ok && EVP_DigestFinal_ex(context.get(), digest.bytes.data(), &size) == 1;
    if (!ok) throw std::runtime_error("SHA-256 is not available from OpenSSL");
    return digest;
}

std::string to_hex(std::string_view bytes) {
    constexpr char digits[] = "0123456789abcdef";
    std::string hex(bytes.size() * 2, '\0');
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto byte = static_cast<unsigned char>(bytes[i]);
        hex[2 * i] = digits[byte >> 4];
        hex[2 * i + 1] = digits[byte & 15];
    }
    return hex;
}

std::string to_base64(std::string_view bytes) {
    std::string text((bytes.size() + 2) / 3 * 4, '\0');
    // EVP_EncodeBlock adds a terminating zero, for which std::string keeps room
    EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), reinterpret_cast<const unsigned char*>(bytes.data()),
                    static_cast<int>(bytes.size()));
    return text;
}

Digest payload_digest(const Salt& salt, std::string_view payload) {
    return sha256({{reinterpret_cast<const char*>(salt.data()), salt.size()}, payload});
}

// Every proof stands on these bytes: a member more would change the entries of all records that are there already.
static_assert(boost::mp11::mp_size<boost::describe::describe_members<EventHeader, boost::describe::mod_any_access>>() ==
                  14,
              "a changed header needs a record format of its own, and the old one to be kept");

std::string header_entry(const EventHeader& header) {
    return reflect::store(header);
}

Digest leaf_hash(std::string_view entry) {
    return sha256({std::string_view("\0", 1), entry});
}

}  // namespace taizhang
