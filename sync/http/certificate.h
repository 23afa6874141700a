// The certificate by which a server is known.
//
// Decides: that a server which was given none makes its own at its first start and keeps it beside its database; and
// that what others remember of it is the digest of its public key, so that it may be renewed under the same key.
// Leaves to others: speaking TLS (sync/http/http_connection.h, sync/http/http_client.cpp), where the digest is written
// (sync/access/enrolment_code.h).
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "storage/model/result.h"

struct x509_st;  // OpenSSL's X509

namespace dockhand {

// The names of two PEM files. The first may hold a chain of certificates, whose own one comes first.
struct TlsFiles {
  std::filesystem::path certificate;
  std::filesystem::path key;
};

// Returns DATABASE.certificate.pem and DATABASE.key.pem. They are made when they do not exist: ECDSA on P-256, for
// twenty years. A key whose certificate is gone gets a new certificate, so that terminals know the hub still.
Result<TlsFiles> own_certificate(const std::filesystem::path& database);

// A process may serve several databases under one certificate. It leaves the digest beside each, in DATABASE.pin, for
// whoever shows codes for new terminals. Empty: the certificate is one that everybody trusts, or there is none.
Status leave_pin(const std::filesystem::path& database, const std::string& pin);
// Returns what was left there; nothing: no process has served the database yet.
std::optional<std::string> left_pin(const std::filesystem::path& database);

// Returns SHA-256 of the public key, as 64 hexadecimal digits.
Result<std::string> pin_of(const TlsFiles& files);
std::string pin_of(const x509_st& certificate);

}  // namespace dockhand
