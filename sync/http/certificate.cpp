#include "sync/http/certificate.h"

#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include <cstdint>
#include <memory>

#include "storage/model/private_file.h"
#include "sync/access/signing.h"

namespace dockhand {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t max_file = 1 << 20;
constexpr int days = 20 * 365;
constexpr long second_a_day = 24 * 3600;

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;
using Memory = std::unique_ptr<BIO, decltype(&BIO_free)>;

Memory memory() { return {BIO_new(BIO_s_mem()), BIO_free}; }

std::string text_of(BIO* memory) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(memory, &data);
  return {data, static_cast<std::size_t>(size)};
}

// So that a program which checks names accepts it when the certificate itself is trusted.
bool name_it(X509* certificate) {
  char host[256] = "";
  ::gethostname(host, sizeof(host) - 1);
  const std::string names = "DNS:localhost,IP:127.0.0.1,DNS:" + std::string(host);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, names.c_str());
  if (extension == nullptr) return false;
  const bool added = X509_add_ext(certificate, extension, -1) == 1;
  X509_EXTENSION_free(extension);
  return added;
}

// It is valid from yesterday on: the clocks of the other side may be a little behind.
Certificate make_certificate(EVP_PKEY* key) {
  Certificate made(X509_new(), X509_free);
  std::uint64_t serial = 0;
  RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof(serial));
  X509_NAME* name = X509_get_subject_name(made.get());
  const bool done =
      X509_set_version(made.get(), 2) == 1 && ASN1_INTEGER_set_uint64(X509_get_serialNumber(made.get()), serial) == 1 &&
      X509_gmtime_adj(X509_getm_notBefore(made.get()), -second_a_day) != nullptr &&
      X509_time_adj_ex(X509_getm_notAfter(made.get()), days, 0, nullptr) != nullptr &&
      X509_set_pubkey(made.get(), key) == 1 &&
      X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("Dockhand hub"), -1,
                                 -1, 0) == 1 &&
      X509_set_issuer_name(made.get(), name) == 1 && name_it(made.get()) &&
      X509_sign(made.get(), key, EVP_sha256()) != 0;
  if (!done) made.reset();
  return made;
}

// Terminals know the hub by its key: one that is there is never another one, and is not overwritten.
Result<Key> kept_or_made_key(const fs::path& file) {
  std::error_code failure;
  if (!fs::exists(file, failure)) return Key(EVP_EC_gen("P-256"), EVP_PKEY_free);
  const auto text = read_private_file(file, max_file);
  if (!text) return text.error();
  const Memory pem(BIO_new_mem_buf(text->data(), static_cast<int>(text->size())), BIO_free);
  Key key(PEM_read_bio_PrivateKey(pem.get(), nullptr, nullptr, nullptr), EVP_PKEY_free);
  if (!key) {
    return Error{ErrorKind::bad_input, file.string(),
                 "is no private key in PEM: put the one of a backup there, or remove it and enrol all terminals anew"};
  }
  return key;
}

// Writes the key first, because a certificate whose key is missing would never be made again.
Status make_files(const TlsFiles& files) {
  const Error failed{ErrorKind::io, files.certificate.string(), "no certificate can be made on this machine"};
  const auto kept = kept_or_made_key(files.key);
  if (!kept) return kept.error();
  const Key& key = *kept;
  if (!key) return failed;
  const Certificate certificate = make_certificate(key.get());
  const Memory key_text = memory(), certificate_text = memory();
  if (!certificate || PEM_write_bio_PrivateKey(key_text.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1 ||
      PEM_write_bio_X509(certificate_text.get(), certificate.get()) != 1) {
    return failed;
  }
  std::error_code failure;
  if (!fs::exists(files.key, failure)) {
    if (auto written = write_private_file(files.key, text_of(key_text.get())); !written) return written;
  }
  return write_private_file(files.certificate, text_of(certificate_text.get()));
}

}  // namespace

Result<TlsFiles> own_certificate(const fs::path& database) {
  TlsFiles files{database.string() + ".certificate.pem", database.string() + ".key.pem"};
  std::error_code failure;
  if (fs::exists(files.certificate, failure)) return files;
  if (auto made = make_files(files); !made) return made.error();
  return files;
}

std::string pin_of(const X509& certificate) {
  unsigned char* bytes = nullptr;
  const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(&certificate), &bytes);
  if (size <= 0) return {};
  const std::string pin = digest_of({reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size)});
  OPENSSL_free(bytes);
  return pin;
}

Result<std::string> pin_of(const TlsFiles& files) {
  const auto text = read_private_file(files.certificate, max_file);
  if (!text) return text.error();
  const Memory pem(BIO_new_mem_buf(text->data(), static_cast<int>(text->size())), BIO_free);
  const Certificate certificate(PEM_read_bio_X509(pem.get(), nullptr, nullptr, nullptr), X509_free);
  if (!certificate) return Error{ErrorKind::bad_input, files.certificate.string(), "is no certificate in PEM"};
  return pin_of(*certificate);
}

namespace {

fs::path pin_file(const fs::path& database) { return database.string() + ".pin"; }

}  // namespace

Status leave_pin(const fs::path& database, const std::string& pin) {
  if (left_pin(database) == pin) return Done{};
  return write_private_file(pin_file(database), pin);
}

std::optional<std::string> left_pin(const fs::path& database) {
  constexpr std::size_t digest = 64;
  auto pin = read_private_file(pin_file(database), digest);
  return pin ? std::optional(*std::move(pin)) : std::nullopt;
}

}  // namespace dockhand
