import { Route, Routes } from 'react-router';
import { AddressBookPage } from './address-book-page.tsx';
import { AssetPage } from './asset-page.tsx';
import { WalletPage } from './wallet-page.tsx';

/** Everything below /wallet. */
export function WalletRoutes() {
  return (
    <Routes>
      <Route index element={<WalletPage />} />
      <Route path="addresses" element={<AddressBookPage />} />
      <Route path=":asset" element={<AssetPage />} />
    </Routes>
  );
}
