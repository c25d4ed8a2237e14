/**
 * Words of which the service's messages are made, in lower case. Any other word of a message may be somebody's name, and is
 * replaced. Sources: recordings of 2015 to 2026, error texts quoted in public issues, Entra's AADSTS texts.
 */
export const messageWords: ReadonlySet<string> = new Set(
  `a able about access acquire action additional address address: after against aka all allowed already an and any app
  application applications approved are as assigned assignment assignments associated audience authorized automatically avoid aware
  azure backup be beaes because been bearer behalf being beyond blob but by call caller can cannot cause certificate certificates
  changed characters check claims client com command common concurrent configured conflict connection consider contact contains
  corrupt correct correlation corresponding could created currently days deleted delete denied deny denyassignmentid details
  decisionreason definitions directory disabled does domain doesn either else enabled endpoint ensure error exception exist exists
  existing expected expired file find first fix flow following for format found from get getting group groups guid happen has have
  header help http https id identifier if import in incorrect information inner insufficient invalid is iss issue issuer it its
  join keep key keys lifetime limit limits link links list location long malformed managed management manner match matches maximum may
  means message method missing more mtls multiple must name names network no not null numgroups obo object objects observe of oid
  old on once one only operation operations optional or org organization other out over parallel parameter parse passed path pem
  pending perform performed period permission permissions permitted pfx please policy pop post preview previous principal private
  probable processed propagation property protection provided provider public purge purged put patch rbac reason received recently recognized recover
  recoverable recovered recovery redacted refer rename request requests required requires reset resolve resolving resource resources
  restore restored restoring retention retry return reused role roles scope second secret secrets see sequential server
  service services set should signature since so some something sorry specified state still store subscription support
  supported tenant than that the then there this throttled thus time timestamp to token too trace transformation try trying trusted
  type unable unauthorized under unexpected unknown unsupported update uri url use used user users using validating validation value
  vault vaults version versions via was were when where which while whose why will with within without works you your appid appidacr
  appids assignmentid certificatebundle compound identity insufficient_claims x-ms latest length many later name/id t s vaultrequesttypelimitreached
  mtls_pop re same both because be already used perform vaultoperationlimitreached unauthenticated authentication authenticate automatic`
    .split(/\s+/)
    .filter((word) => word !== ''),
)
