#!/bin/sh
# Sets a secret, reads it back, deletes it and waits until it is deleted, with nothing but curl.
#
# keyvault-contract run -- sh quickstart.sh
set -eu

vault=${AZURE_KEYVAULT_URL%/}
version=api-version=7.6
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# request METHOD PATH [BODY]: the body goes to $work/body, the status is printed.
request() {
  if [ $# -gt 2 ]; then set -- "$1" "$2" --header 'Content-Type: application/json' --data "$3"; fi
  method=$1 path=$2
  shift 2
  curl --silent --show-error --request "$method" --output "$work/body" --dump-header "$work/head" \
    --write-out '%{http_code}' --header 'Accept: application/json' --header @"$work/authorization" "$@" \
    "$vault$path?$version"
}

# member NAME: a member of the last body that is a text without quotes.
member() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" "$work/body"; }

# The first request carries no token: the vault answers with the tenant and the resource to ask a token for.
: >"$work/authorization"
[ "$(request GET /secrets/quickstart/)" = 401 ]
challenge=$(grep -i '^www-authenticate:' "$work/head")
authority=$(echo "$challenge" | sed 's/.*authorization="\([^"]*\)".*/\1/')
resource=$(echo "$challenge" | sed 's/.*resource="\([^"]*\)".*/\1/')

# A token goes only to a vault below the resource that it is for.
host=${vault#https://}
case "${host%%/*}" in
  *".${resource#https://}") ;;
  *) echo "the resource $resource is none of this vault's" >&2 && exit 1 ;;
esac

curl --silent --show-error --fail --output "$work/body" \
  --data-urlencode grant_type=client_credentials --data-urlencode "client_id=$AZURE_CLIENT_ID" \
  --data-urlencode "client_secret=$AZURE_CLIENT_SECRET" --data-urlencode "scope=$resource/.default" \
  "$authority/oauth2/v2.0/token"
echo "Authorization: Bearer $(member access_token)" >"$work/authorization"

[ "$(request PUT /secrets/quickstart '{"value":"a value","contentType":"text/plain"}')" = 200 ]
[ "$(request GET /secrets/quickstart/)" = 200 ]
value=$(member value)
echo "quickstart is ${#value} characters long"

[ "$(request DELETE /secrets/quickstart)" = 200 ]
until [ "$(request GET /deletedsecrets/quickstart)" = 200 ]; do sleep 1; done
echo 'quickstart is deleted'
