#include "validate/documented_sample.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/digest.h"

namespace packwarden {
namespace {

/// The first eight bytes of SHA-256 over each value, so that none stands here. They are:
/// the sample tokens of jwt.io, of RFC 7519, section 3.1, of PyJWT, passport-jwt and AWS's single
/// sign-on API; the first accounts (m/44'/60'/0'/0/N) of the mnemonics that Hardhat and Anvil (20),
/// Ganache (10) and Truffle (10) start with; the sample keys of web3.js, noble-curves and
/// ethereum-cryptography; Ethereum's hashes of nothing (Yellow Paper, section 4.1: code and trie)
/// and of no uncles; the account keys of the Azure storage and Cosmos DB emulators; the secret and
/// publishable key of Supabase's local stack; the test keys in Stripe's documentation; the password
/// of Kubernetes' pages on Secrets; the private keys of the test vectors of BIP-32 (1 to 4), BIP-49
/// and BIP-84; the key in the Bitcoin wiki's page on WIF and the number one, both in its two forms;
/// the private key of NIP-19; the two keys in age's specification; the API secret in
/// Confluent's documentation; the token in Grafana's own test; the password in RFC 2617, section 2;
/// the secret in Google Authenticator's description of its addresses; what js-libp2p takes for an
/// empty password.
constexpr std::array<std::uint64_t, 109> kSamples = {
    0x0011CC25EB432071, 0x00860AC612128954, 0x0409EB8EB137F94B, 0x04A564938FD41D29,
    0x07F935B61D37E0E5, 0x0AEDBA9D586F34F9, 0x0B33E0132123E78D, 0x0BC9FDE2B028E3B0,
    0x100546A8B020A55A, 0x110040843C3ADF0D, 0x1314A52039D7AB42, 0x14C426FA75E9B33B,
    0x190F4F2670583E0E, 0x196FBADCA8B7EEA6, 0x1E12AD585955940C, 0x20B2864707CE45AF,
    0x20E20CEDB55F755C, 0x2243AE4C73014469, 0x274824E47A1A4C10, 0x28981D08ECFF66AA,
    0x28E543D3753FC9D1, 0x2CAFC0970149A84F, 0x30E55F5463E22AF0, 0x33F532FD39FA0D77,
    0x38E69FDD19AEFEB4, 0x38F45B57D43A7400, 0x3B05A1E8FA82B398, 0x3E9C6443425EC074,
    0x3FD5610EE03A3503, 0x41EF4BB0B23661E6, 0x42010A606042A639, 0x4497E629FD280CF8,
    0x45A87856C0D470A0, 0x4683D35F41DAE7C4, 0x4A67D7A0D8A16D6D, 0x4D3E46EEC8244D1D,
    0x4EC7EFD0ADD0AC4B, 0x503C57C99D9C6D78, 0x5320B105D52FC619, 0x5330D388AF894C9E,
    0x56CE7A6C5C2BDD68, 0x578592185588730B, 0x5895B89C8FB33402, 0x59762139900D1E11,
    0x5C0E946E7DFA46B9, 0x62B63BC4CA11F81C, 0x62BD4921AF06734D, 0x64034B44C579B335,
    0x664B73B16AA57748, 0x673AE4C7869F1E1D, 0x6DEA34B661141091, 0x70B801AFAE94D2E6,
    0x728383DEC6323112, 0x75754388723DB8EC, 0x789EB04AE4C00984, 0x79D571B6C0C11DF3,
    0x7D1B5FC238610328, 0x7F75367E78812551, 0x8335C55334821EEF, 0x84BC109B3D59B017,
    0x85BDE548053AAB4B, 0x86826DE463A4859A, 0x8A1135D9E9E69FBA, 0x8BE5D113C0871CE1,
    0x8D4EF6536DC8895F, 0x93E28CEE01D34E88, 0x967F21586CDF1248, 0x96C60FEDB8FC0D4B,
    0x9705102DB0D5F99E, 0x98A38F6DAD3F47AF, 0x9D61C593824C392C, 0x9D6A2B9D1F01D457,
    0xA012AB209802A0B6, 0xA2E06155CB1A424F, 0xA7B580D711EF2807, 0xAA6547439583C3A2,
    0xAC17DA3E11432DE9, 0xB08BDFDE9930D920, 0xB1471F544CEEEA31, 0xB26AB6529D20EBEB,
    0xBC1A50966C9E6486, 0xBCE9654D49854DBD, 0xBEBE65F0E0569D62, 0xBF145D9380BBE05B,
    0xC14ACA8E6D6B82D1, 0xC15F3D9DFDC98389, 0xC3E981F8E1C6A201, 0xC671D81AC693DDBB,
    0xC794FA6D20C64EFB, 0xC85DEBB55F2F204D, 0xCF1FC66F853151A4, 0xDA816F9F2C16E6C5,
    0xE07C73F9FB321AE9, 0xE4639DE7F01667F6, 0xE4CD8805007606C1, 0xE4F1734DF0250D54,
    0xECD5E9D0B08A8A9F, 0xED7BFE0CEAE813BC, 0xEFE3A30903B504BC, 0xF03568887D444B72,
    0xF070994A85994785, 0xF1513114F60E5E95, 0xF24167ACCB5D690F, 0xF2D6CA16515033E5,
    0xF51C2C795F782308, 0xF76F5EB6B3EC49A1, 0xFA146B83DF550394, 0xFA1CCDEEC8175C63,
    0xFAEB1DAB5A326EEF,
};

static_assert(std::is_sorted(kSamples.begin(), kSamples.end()));

std::uint64_t first_eight_bytes(const Sha256& digest) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < sizeof(value); ++i) value = value << 8U | digest.at(i);
  return value;
}

}  // namespace

bool is_documented_sample(std::string_view value) {
  return std::binary_search(kSamples.begin(), kSamples.end(), first_eight_bytes(sha256(value)));
}

}  // namespace packwarden
